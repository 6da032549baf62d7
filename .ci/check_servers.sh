#!/usr/bin/env bash
# Sends exported payloads to real servers on this machine, and plays the life of drafts against them: Redmine, Request
# Tracker, MediaWiki, Matrix (Synapse) and IMAP (Dovecot). Not part of .ci/run, because installing them takes minutes. Needs
# Debian, root, the built program, and payloads that the encoder tests wrote.
#
# usage: RELEASEGATE_PAYLOADS=DIR bash .ci/check_servers.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1
payloads=${RELEASEGATE_PAYLOADS:?names the folder of payloads}

debconf-set-selections <<'ANSWERS'
redmine redmine/instances/default/dbconfig-install boolean true
redmine redmine/instances/default/database-type select sqlite3
request-tracker5 request-tracker5/dbconfig-install boolean true
request-tracker5 request-tracker5/database-type select sqlite3
request-tracker5 request-tracker5/initial-root-password password root-pw-1
request-tracker5 request-tracker5/initial-root-password-confirm password root-pw-1
request-tracker5 request-tracker5/rtname string releasegate.test
request-tracker5 request-tracker5/webbaseurl string http://127.0.0.1:13100
request-tracker5 request-tracker5/handle-siteconfig-permissions boolean true
ANSWERS
bash .ci/install dovecot-imapd mediawiki php-cli php-sqlite3 php-mbstring php-xml php-intl redmine redmine-sqlite puma \
    rt5-db-sqlite rt5-standalone request-tracker5 nullmailer jq curl
python3 -m venv .build/synapse
.build/synapse/bin/pip install -q matrix-synapse==1.163.2

work=$(mktemp -d)
chmod 755 "$work"
started=()
finish() {
    for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT

mkdir "$work/mail" && chown nobody "$work/mail"
cat >"$work/dovecot.conf" <<CONF
protocols = imap
listen = 127.0.0.1
base_dir = $work/dovecot
ssl = no
disable_plaintext_auth = no
mail_location = maildir:$work/mail/%u
passdb {
  driver = static
  args = password=pw
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=$work/mail/%u
}
first_valid_uid = 1
first_valid_gid = 1
service imap-login {
  inet_listener imap {
    port = 10143
  }
  inet_listener imaps {
    port = 0
  }
}
namespace inbox {
  inbox = yes
  mailbox Drafts {
    auto = create
    special_use = \Drafts
  }
}
log_path = $work/dovecot.log
CONF
dovecot -c "$work/dovecot.conf" -F &
started+=($!)

mkdir "$work/wiki" "$work/wikidata"
(cd /usr/share/mediawiki && php maintenance/install.php --confpath "$work/wiki" --dbtype sqlite --dbpath "$work/wikidata" \
    --dbname rg --server http://127.0.0.1:13200 --scriptpath "" --pass 'adminpw-1234567' RG Admin >"$work/wiki.log")
cat >>"$work/wiki/LocalSettings.php" <<'PHP'
$wgExtraNamespaces[118] = 'Draft';
$wgExtraNamespaces[119] = 'Draft_talk';
$wgRateLimits = [];
PHP
MW_CONFIG_FILE="$work/wiki/LocalSettings.php" php -S 127.0.0.1:13200 -t /var/lib/mediawiki >"$work/php.log" 2>&1 &
started+=($!)

cat >"$work/setup.rb" <<'RUBY'
Setting.rest_api_enabled = '1'
Setting.text_formatting = 'common_mark'
project = Project.find_by(identifier: 'rel') || Project.create!(
  name: 'Rel', identifier: 'rel', enabled_module_names: %w(issue_tracking wiki repository), trackers: Tracker.all)
project.issues.destroy_all
project.wiki&.destroy
Wiki.create!(project: project, start_page: 'Wiki')
role = Role.find_by(name: 'Drafter') || Role.create!(name: 'Drafter', permissions: %i(
  view_issues add_issues edit_issues add_issue_notes view_wiki_pages edit_wiki_pages set_issues_private view_private_notes
  set_notes_private))
user = User.find_by(login: 'drafter') || User.new(
  firstname: 'D', lastname: 'Rafter', mail: 'd@example.com', password: 'drafter-pw-1', language: 'en')
user.login = 'drafter'
user.save!
Member.create!(project: project, user: user, roles: [role]) unless user.member_of?(project)
field = IssueCustomField.find_by(name: 'rg_key') || IssueCustomField.create!(
  name: 'rg_key', field_format: 'string', is_for_all: true, is_filter: true, searchable: true, trackers: Tracker.all)
puts "KEY #{user.api_key} #{field.id} #{Tracker.first.id}"
RUBY
chmod 644 "$work/setup.rb"
as_redmine=(setpriv --reuid=www-data --regid=www-data --clear-groups env HOME=/tmp RAILS_ENV=production
    X_DEBIAN_SITEID=default REDMINE_LANG=en)
(cd /usr/share/redmine && "${as_redmine[@]}" ruby bin/rails runner "$work/setup.rb") >"$work/redmine.key"
(cd /usr/share/redmine && exec "${as_redmine[@]}" puma -e production -t 1:4 -b tcp://127.0.0.1:13000 config.ru) \
    >"$work/puma.log" 2>&1 &
started+=($!)

# Request Tracker with a copy of its database, a queue, the fields that keep a draft's identity, and a person who may no more
# than draft. What would be mailed goes to a file.
mkdir -p "$work/rt/conf"
cp /etc/request-tracker5/RT_SiteConfig.d/*.pm "$work/rt/conf/"
cp /var/lib/dbconfig-common/sqlite3/request-tracker5/rtdb "$work/rt/db"
echo 1\; >"$work/rt/site.pm"
cat >"$work/rt/mailer" <<MAILER
#!/bin/sh
cat >>"$work/rt/mail"
MAILER
chmod 755 "$work/rt/mailer"
cat >"$work/rt/conf/99-check.pm" <<CONF
Set(\$WebPath, '');
Set(\$WebDomain, '127.0.0.1');
Set(\$WebPort, 13100);
Set(\$DatabaseName, '$work/rt/db');
Set(\$SendmailPath, '$work/rt/mailer');
Set(\$LogToSyslog, undef);
Set(\$LogToSTDERR, 'error');
1;
CONF
cat >"$work/rt/setup.pl" <<'PERL'
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use RT;
RT::LoadConfig();
RT::Init();
sub done { my ($name, $result, $message) = @_; die "$name: $message\n" unless $result }
my $queue = RT::Queue->new(RT->SystemUser);
done('the queue', $queue->Create(Name => 'REL'));
my $user = RT::User->new(RT->SystemUser);
done('the person', $user->Create(
    Name => 'drafter', Password => 'drafter-pw-1', Privileged => 1, EmailAddress => 'd@example.com'));
for my $name ('ReleasegateKey', 'ReleasegateDigest') {
    my $field = RT::CustomField->new(RT->SystemUser);
    done($name, $field->Create(Name => $name, Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket'));
    done($name, $field->AddToObject($queue));
}
for my $right (qw(SeeQueue ShowTicket ShowTicketComments CreateTicket ModifyTicket CommentOnTicket SeeCustomField
    ModifyCustomField SetInitialCustomField)) {
    done($right, $user->PrincipalObj->GrantRight(Object => $queue, Right => $right));
}
PERL
chown -R www-data "$work/rt"
as_rt=(setpriv --reuid=www-data --regid=www-data --clear-groups env "RT_SITE_CONFIG=$work/rt/site.pm"
    "RT_SITE_CONFIG_DIR=$work/rt/conf")
"${as_rt[@]}" perl "$work/rt/setup.pl"
"${as_rt[@]}" /usr/share/request-tracker5/libexec/rt-server --server Standalone --host 127.0.0.1 --port 13100 \
    >"$work/rt.log" 2>&1 &
started+=($!)

# Synapse with a private room of two people: the one who drafts and one who must not be pinged.
mkdir "$work/matrix"
synapse=("$PWD/.build/synapse/bin/python" -m synapse.app.homeserver)
(cd "$work/matrix" && "${synapse[@]}" --server-name releasegate.test --config-path "$work/matrix/homeserver.yaml" \
    --config-directory "$work/matrix" --data-directory "$work/matrix" --generate-config --report-stats=no) \
    >"$work/matrix.log" 2>&1
sed -i -e 's/^registration_shared_secret:.*/registration_shared_secret: "only here"/' \
    -e '/^trusted_key_servers:/,$d' "$work/matrix/homeserver.yaml"
printf '%s\n' 'trusted_key_servers: []' 'suppress_key_server_warning: true' \
    'rc_message: {per_second: 1000, burst_count: 1000}' 'rc_login: {address: {per_second: 1000, burst_count: 1000}}' \
    >>"$work/matrix/homeserver.yaml"
(cd "$work/matrix" && exec "${synapse[@]}" -c homeserver.yaml) >>"$work/matrix.log" 2>&1 &
started+=($!)
matrix=http://127.0.0.1:8008
for _ in $(seq 60); do curl -fsS "$matrix/health" >/dev/null 2>&1 && break; sleep 0.5; done
tokens=()
for person in drafter reader; do
    .build/synapse/bin/register_new_matrix_user -u "$person" -p pw --no-admin -k "only here" "$matrix" >/dev/null
    tokens+=("$(curl -fsS "$matrix/_matrix/client/v3/login" -d '{"type":"m.login.password","identifier":{"type":"m.id.user",
        "user":"'"$person"'"},"password":"pw"}' | jq -r .access_token)")
done
post() { curl -fsS -H "Authorization: Bearer $1" -d "$3" "$matrix/_matrix/client/v3/$2"; }
rooms=()
for name in payloads lifecycle; do
    room=$(post "${tokens[0]}" createRoom \
        '{"preset":"private_chat","name":"'"$name"'","invite":["@reader:releasegate.test"]}' | jq -r .room_id)
    post "${tokens[1]}" "join/$(jq -rn --arg room "$room" '$room | @uri')" '{}' >/dev/null
    rooms+=("$room")
done

read -r redmine_key redmine_field redmine_tracker < <(sed -n 's/^KEY //p' "$work/redmine.key")
jq -n --arg redmine_key "$redmine_key" --argjson redmine_field "$redmine_field" --argjson redmine_tracker "$redmine_tracker" \
    --arg matrix_token "${tokens[0]}" --arg matrix_reader "${tokens[1]}" --arg matrix_room "${rooms[0]}" \
    --arg rt_mail "$work/rt/mail" '$ARGS.named' >"$work/settings.json"
jq --arg room "${rooms[1]}" '.matrix_room = $room' "$work/settings.json" >"$work/lifecycle.json"

status=0
"$python" .ci/check_lifecycle.py .build/debug/releasegate "$work/lifecycle.json" || status=1
"$python" .ci/check_servers.py "$payloads" "$work/settings.json" || status=1
exit $status
