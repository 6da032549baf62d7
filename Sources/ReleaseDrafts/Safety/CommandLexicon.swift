/// The names of commands, and the words that tell a command from a sentence.
enum CommandLexicon {
    /// Tools with subcommands. A name here is no English word, or is one only with a capital.
    static let tools: [String: Set<String>] = {
        var tools: [String: Set<String>] = [:]
        for (names, subcommands) in families {
            for name in names.split(separator: " ") {
                tools[String(name)] = Set(subcommands.split(separator: " ").map(String.init))
            }
        }
        return tools
    }()

    private static let families: [(names: String, subcommands: String)] = [
        (
            "kubectl oc k3s",
            "apply delete create get describe exec rollout scale patch edit logs drain cordon uncordon taint label annotate "
                + "expose run set port-forward cp replace config top auth wait adm new-app start-build login project"
        ),
        (
            "terraform tofu terragrunt",
            "apply plan destroy init import state taint untaint output refresh validate workspace fmt force-unlock show "
                + "run-all get"
        ),
        ("pulumi", "up update destroy preview refresh stack config cancel login new import"),
        (
            "helm helmfile",
            "install upgrade rollback uninstall delete repo template lint pull push list status get history dependency sync"
        ),
        (
            "docker podman nerdctl",
            "run exec build push pull stop start restart rm rmi kill compose login logs ps tag stack service swarm prune "
                + "inspect cp create load save attach commit events export history images import info logout pause port "
                + "rename search stats top unpause update version wait diff untag unshare scp mount "
                + "unmount kube play healthcheck"
        ),
        ("docker-compose podman-compose", "up down start stop restart exec run logs build pull ps"),
        (
            "git",
            "push pull commit checkout merge rebase reset revert tag clone fetch branch cherry-pick stash add rm clean init "
                + "remote log diff show status switch restore submodule worktree config bisect format-patch am grep blame mv "
                + "apply archive bundle cat-file cherry describe fast-export fast-import filter-branch for-each-ref fsck gc "
                + "ls-files ls-remote ls-tree maintenance mergetool notes prune range-diff read-tree rebase reflog repack "
                + "request-pull rev-list rev-parse send-email shortlog show-branch show-ref sparse-checkout svn "
                + "symbolic-ref update-index update-ref verify-commit verify-tag write-tree p4"
        ),
        ("svn hg bzr", "commit checkout co update up merge add revert switch log diff status push pull clone"),
        (
            "systemctl",
            "start stop restart reload enable disable status daemon-reload mask unmask kill is-active list-units"
        ),
        (
            "aws",
            "s3 ec2 ecs eks iam lambda rds cloudformation sts ssm route53 dynamodb cloudwatch logs configure sns sqs ecr "
                + "secretsmanager kms elbv2 autoscaling cloudfront s3api deploy"
        ),
        (
            "gcloud",
            "compute container run app auth projects iam sql functions config builds deploy services storage secrets logging"
        ),
        ("gsutil bq", "cp rm ls mb rsync query mv cat mk load"),
        (
            "az",
            "vm aks webapp group login account storage deployment keyvault acr network functionapp sql ad role resource "
                + "monitor container"
        ),
        ("npm pnpm yarn bun", "install i ci run publish update audit test start exec add remove build version"),
        (
            "pip pip3 pipx uv poetry conda gem",
            "install uninstall download freeze list show add sync run update publish remove"
        ),
        (
            "apt apt-get aptitude yum dnf zypper apk pacman brew snap",
            "install remove update upgrade purge autoremove dist-upgrade add del search reinstall -S -Syu"
        ),
        ("cargo rustup", "build run test install publish update add clippy fmt default"),
        (
            "vault consul nomad",
            "read write kv login token secrets auth operator job run stop status policy delete lease"
        ),
        (
            "gh glab",
            "pr issue release repo run workflow auth api secret mr ci browse search extension ext codespace gist alias "
                + "variable ruleset label cache project config status ssh-key gpg-key attestation"
        ),
        (
            "borg restic rclone velero kopia rdiff-backup",
            "init create list info extract delete prune compact mount umount check diff rename export-tar import-tar serve "
                + "recreate key config upgrade break-lock backup restore snapshots forget stats unlock find ls lsl lsf lsd "
                + "lsjson tree cat copy copyto move moveto sync bisync purge rmdir mkdir rc size md5sum dedupe cleanup "
                + "schedule repo-get repo-ls version rebuild-index migrate tag snapshot policy repository"
        ),
        (
            "buildah",
            "from run copy add commit push pull config mount umount unmount images containers info inspect bud manifest rm "
                + "rmi tag unshare login logout rename version"
        ),
        ("heroku flyctl cf", "deploy push restart logs scale ps config run releases rollback apps secrets"),
        ("serverless sls cdk sam amplify", "deploy remove destroy synth diff invoke package bootstrap build"),
        (
            "argocd flux kustomize skaffold eksctl kops istioctl",
            "app sync rollback build create delete get apply edit reconcile suspend resume install upgrade deploy"
        ),
        ("initctl rc-service supervisorctl pm2 launchctl", "start stop restart reload status load unload delete"),
        (
            "flyway liquibase alembic dbmate",
            "migrate repair clean info validate update rollback upgrade downgrade up down"
        ),
        ("django-admin", "migrate makemigrations shell collectstatic"),
        ("rails rake bundle", "db:migrate db:rollback exec install console runner assets:precompile"),
        ("mvn gradle gradlew sbt", "install deploy package clean test build compile verify publish release:perform"),
        ("rabbitmqctl kafka-topics kafka-configs", "stop_app reset start_app purge_queue delete_queue"),
        ("op", "read run inject item"),
        (
            "ip nft ufw firewall-cmd",
            "addr route link add flush delete enable disable allow deny fou rule netns neigh tunnel"
        ),
        ("tc", "qdisc class filter"), ("service", "restart reload"), ("crontab", "-e -l -r"),
        (
            "openstack",
            "server image volume network subnet port router project user role endpoint service flavor hypervisor compute "
                + "host aggregate keypair quota security token catalog stack domain group region object container"
        ),
        (
            "doctl linode-cli oci ibmcloud aliyun hcloud scw",
            "compute kubernetes apps databases auth server instance iam cluster ks cr ce login target os db bv ecs"
        ),
        ("minikube kind k3d k9s colima", "start stop delete create load ssh dashboard addons"),
        ("vagrant packer", "up halt destroy ssh reload provision build init validate box"),
        (
            "firebase vercel netlify wrangler railway surge",
            "deploy publish rollback up dev login logs env promote link"
        ),
        ("dotnet nuget msbuild", "build run test publish restore ef add pack push new tool"),
        ("composer artisan symfony", "install update require migrate cache:clear config:cache db:seed dump-autoload"),
        ("bazel buck ninja meson", "build test run clean query install"),
        (
            "skopeo crane cosign oras trivy syft grype",
            "copy inspect push pull sign verify attest image fs repo build list-tags delete sync standalone-sign "
                + "standalone-verify manifest-digest login logout"
        ),
        ("puppet salt-call chef-client knife", "agent apply node role cookbook state.apply state.highstate bootstrap"),
        ("airflow dbt prefect dagster", "dags tasks run build test seed backfill trigger db deploy"),
        (
            "nodetool etcdctl rabbitmqadmin kcat",
            "status repair drain flush cleanup decommission get put del snapshot member"
        ),
        (
            "pgbackrest barman patronictl repmgr wal-g",
            "backup restore switchover failover list info standby cluster stanza-create"
        ),
        ("net", "stop start use user localgroup share session"), ("sc", "stop start config query delete create"),
        ("reg", "add delete query import export"),
    ]

    /// Tools with subcommands below subcommands, too many to list.
    static let deepTools: Set<String> = ["gcloud", "gsutil", "kubectl", "eksctl", "argocd", "doctl"]

    /// Tools that name a thing and then what to do with it: `docker network create`, `openstack server delete`.
    static let layeredTools: Set<String> = [
        "docker", "podman", "nerdctl", "openstack", "kubectl", "oc", "gcloud", "aws", "az", "oci", "ibmcloud", "doctl",
        "hcloud", "linode-cli", "gh", "glab", "heroku", "argocd", "eksctl", "istioctl", "vault", "consul", "nomad",
        "etcdctl", "ceph", "rbd", "rabbitmqctl", "airflow", "skopeo", "buildah", "pulumi", "terraform", "minikube",
        "rclone",
    ]

    /// Endings that only the names of programs have.
    static let programEndings = ["ctl", "-cli", "-manage", "-admin", "cfg", "-config"]

    /// Tools that take arguments at once and are no English words.
    static let plainTools: Set<String> = Set(
        """
        ansible ansible-playbook ansible-galaxy ansible-vault awk bash bzip2 certbot chgrp chmod chown cmake crontab curl \
        dd dig dmesg dpkg dpkg-reconfigure egrep fdisk ffmpeg fgrep fsck gcc getent gpg grep gunzip gzip htpasswd ifconfig \
        iptables java javac journalctl jq kadmin kinit ldapsearch ln lsblk lsof mkdir mkfs mktemp modprobe mongo mongodump \
        mongosh mysql mysqladmin mysqldump nc ncat netstat nginx nmap node nohup nsenter nslookup openssl parted perl \
        pg_basebackup pg_ctl pg_dump pg_restore pgrep php pkill powershell psql pwsh pytest python python3 qemu-img rcp \
        reboot rm rmdir rpm rsync rsyslogd ruby scp screenrc sed setfacl sftp sh ssh ssh-add ssh-copy-id ssh-keygen sqlcmd \
        sqlite3 strace su sudo swapoff swapon sysctl tar tcpdump tee telnet tmux traceroute truncate ulimit umount uname \
        useradd userdel usermod vi vim virsh visudo wget xargs xz yq zcat zip unzip zsh gdb objdump readelf ldd lvcreate \
        mdadm e2fsck tune2fs mke2fs resize2fs losetup cryptsetup hostnamectl timedatectl localectl loginctl busctl udevadm \
        redis-cli mongoimport mongoexport mongorestore cqlsh influx snowsql mysqlsh mysqlimport xtrabackup pg_dumpall \
        pg_upgrade pg_resetwal pg_rewind initdb createdb dropdb createuser dropuser vacuumdb reindexdb clusterdb \
        taskkill tasklist robocopy xcopy msiexec schtasks wmic netsh ipconfig icacls iisreset appcmd bcdedit diskpart \
        certutil gpupdate wevtutil httpie grpcurl keytool jcmd jstack jmap telinit iptables-save tshark mtr hping3 \
        ansible-inventory ansible-pull sed gawk lvextend lvs vgs pvs pvcreate vgcreate iscsiadm multipath blkid \
        chroot debootstrap dpkg-deb apt-cache apt-key apt-mark update-alternatives adduser deluser addgroup passwd chage
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    /// Commands whose names are English words: only with a flag, a path or an operator behind them.
    static let wordTools: Set<String> = Set(
        """
        alias apropos at basename bc cal cat cd chat chsh clear cmp column comm cp cron csplit cut date df diff dir dirname \
        du echo ed emacs env eval exec exit expand export expr file find finger fold free ftp go groups halt head history \
        host hostname id info install ionice join kill killall last less link locate login logger look ls make man mail more \
        mount mv nano nice nl od open paste patch ping pr printenv printf ps pwd read realpath renice route screen script \
        seq set sleep sort source split stat strings stty swift sync tail tac test time timeout top touch tr tree tty \
        umask uniq unlink unset uptime users vmstat wait watch wc whereis which who whoami write yes start stop systemd \
        rename replace shred shuf factor numfmt nproc tsort unexpand pathchk service convert go cap salt http ant rake \
        task just fly copy del ren rd md type shutdown sfc now fab mix ab
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    /// Those of them that people begin an ordinary ask with, and that then take a file or a page as their object.
    static let askVerbs: Set<String> = Set(
        """
        clear convert copy cut exit expand export find fold free halt host install join kill link locate \
        look mail make mount open paste patch ping read rename replace script screen set sleep sort split start \
        stop sync test time top touch type unlink wait watch write
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    /// Whether `name` is the name of a program, also one that is a word.
    static func isProgram(_ name: String) -> Bool {
        tools[name] != nil || plainTools.contains(name) || wordTools.contains(name)
    }

    /// Words that make what they stand in a sentence.
    static let sentenceWords: Set<String> = Set(
        """
        the a an that this these those is are was were be been being of to for on at by with from and or not it its your \
        our their you we they he she if when as can will should must may might has have had into than then which who what \
        all any each some no there where while because so but only also after before during until within without about \
        does do did don't isn't cannot shows show means
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    /// Words behind which somebody is told what to type.
    static let introducers: Set<String> = [
        "run", "runs", "rerun", "re-run", "execute", "executes", "type", "enter", "issue", "invoke", "command", "then",
        "using", "via", "call", "running", "executing", "launch", "do", "please",
    ]

    /// Verbs that say that what follows is typed.
    static let runVerbs: Set<String> = [
        "run", "rerun", "re-run", "execute", "type", "issue", "invoke", "running", "executing",
    ]

    /// Programs that are known as things too: "running node workers", "via ssh keys". They need an argument behind them.
    static let thingTools: Set<String> = [
        "node", "java", "ruby", "python", "python3", "perl", "php", "nginx", "mysql", "mongo", "ssh", "telnet", "bash",
        "sh",
        "zsh", "awk", "sed", "grep", "curl", "wget", "openssl", "iptables", "crontab", "tmux", "reboot", "truncate",
    ]

    /// Words behind which a program is typed only where something more says so.
    static let weakIntroducers: Set<String> = ["using", "via", "call", "running", "launch", "do", "please", "then"]

    /// What is run by its name, behind a name in code: "run the `nightly` job" names a job.
    static let runnables: Set<String> = [
        "job", "jobs", "pipeline", "workflow", "playbook", "test", "tests", "suite", "check", "checks", "stage", "step",
        "task", "build", "group", "set", "plan", "service", "release", "branch", "environment", "role",
        "command", "commands", "script", "scripts", "query", "queries", "container", "containers", "image", "tool",
        "tools",
    ]

    /// Programs that are words, and behind a verb of running are programs: nobody runs a make.
    static let runTools: Set<String> = ["make", "ant", "rake", "just", "go", "cap", "fab"]

    /// Names of shells that ask for statements, as their prompts show them.
    static let promptNames: Set<String> = [
        "mysql", "mariadb", "sqlite", "sql", "psql", "redis", "mongo", "cqlsh", "ps",
    ]

    /// Verbs that begin an instruction about an option, not a command line.
    static let plainVerbs: Set<String> = [
        "use", "using", "pass", "add", "give", "specify", "see", "with", "option", "options", "note", "set", "omit",
        "the",
        "flag", "flags", "without", "like", "or", "and", "if", "in", "when", "e.g.", "i.e.", "default", "same", "as",
        "implies", "unless", "via", "both", "supports", "support", "allow", "enable", "try", "between", "than", "added",
        "new", "for", "also", "but", "see:", "fix", "fixed", "remove", "removed", "handle", "document", "make",
    ]

    /// Languages of fenced blocks that hold commands.
    static let fenceLanguages: Set<String> = [
        "bash", "sh", "shell", "zsh", "fish", "console", "terminal", "shell-session", "shellsession", "powershell",
        "ps1",
        "pwsh", "bat", "cmd", "batch", "sql", "psql", "mysql", "plsql", "tsql", "hcl", "terraform", "dockerfile",
    ]
}
