#!/usr/bin/env bash
# Holds what releasegate reads against what real tools say of their own output: bash .ci/check_producers.sh BINARY
#
# Each part makes a document with a real tool, reads it with `BINARY evidence read --format json`, and compares the facts
# with the tool's own words. A tool that is not there is skipped, loudly. The exit status is 1 on any disagreement.
set -uo pipefail
[ $# -eq 1 ] && [ -x "$1" ] || { echo "usage: $0 BINARY" >&2; exit 64; }
binary=$(realpath "$1")
work=$(mktemp -d)
background=()
stop() {
    for id in "${background[@]}"; do kill "$id" 2>/dev/null; done
    rm -rf "$work"
}
trap stop EXIT
agreed=0 disagreed=0 skipped=0

skip() { skipped=$((skipped + 1)); echo "SKIPPED  $1: $2"; }
fail() { disagreed=$((disagreed + 1)); echo "DISAGREE $1: $2"; }

# fact FILE NAME: the value of a fact, or `unknown`; `absent` where the reading does not have it.
fact() {
    python3 - "$work/reading.json" "$1" <<'P'
import json, sys
for fact in json.load(open(sys.argv[1]))[0]["facts"]:
    if fact["name"] == sys.argv[2]:
        print("unknown" if fact["value"] is None else fact["value"])
        break
else:
    print("absent")
P
}

# check LABEL FILE FORMAT NAME=VALUE...: reads FILE and compares the format and the facts.
check() {
    local label=$1 file=$2 format=$3 pair found wrong=""
    shift 3
    if ! timeout 60 "$binary" evidence read --format json "$file" >"$work/reading.json" 2>"$work/reading.err"; then
        fail "$label" "cannot be read: $(tail -1 "$work/reading.err")"
        return
    fi
    found=$(python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))[0]["format"])' "$work/reading.json")
    [ "$found" = "$format" ] || wrong="format $found, not $format;"
    for pair in "$@"; do
        found=$(fact "${pair%%=*}")
        [ "$found" = "${pair#*=}" ] || wrong="$wrong ${pair%%=*} is $found, the tool says ${pair#*=};"
    done
    if [ -n "$wrong" ]; then fail "$label" "$wrong"; else agreed=$((agreed + 1)); echo "agree    $label: $*"; fi
}

# words FILE: the sentence in which Terraform sums its plan up.
words() {
    grep -oE '^Plan: .*' "$1" | tail -1
}

# terraform_parts LABEL FOLDER [NAME=VALUE...]: plans in FOLDER and checks the plan in both forms against the words.
terraform_parts() {
    local label=$1 folder=$2 line add change destroy creates replaces deletes
    shift 2
    (cd "$folder" && timeout 180 terraform plan -no-color -input=false -out plan.bin >plan.txt 2>&1) || {
        fail "$label" "the tool failed: $(grep -m1 Error "$folder/plan.txt")"
        return
    }
    (cd "$folder" && timeout 60 terraform show -json plan.bin >plan.json && timeout 180 terraform plan -json -input=false >plan.jsonl)
    line=$(words "$folder/plan.txt")
    add=$(sed -nE 's/.* ([0-9]+) to add.*/\1/p' <<<"$line")
    change=$(sed -nE 's/.* ([0-9]+) to change.*/\1/p' <<<"$line")
    destroy=$(sed -nE 's/.* ([0-9]+) to destroy.*/\1/p' <<<"$line")
    [ -n "$line" ] || add=0 change=0 destroy=0
    # A replacement is one add and one destroy there, so the two are split by what the plan marks as replaced.
    replaces=$(grep -cE '^  # .* (must be|will be) replaced' "$folder/plan.txt")
    creates=$((add - replaces))
    deletes=$((destroy - replaces))
    check "$label, show -json ($line)" "$folder/plan.json" terraform-plan-json \
        "plan.creates=$creates" "plan.updates=$change" "plan.deletes=$deletes" "plan.replaces=$replaces" "$@"
    check "$label, plan -json" "$folder/plan.jsonl" terraform-plan-stream \
        "plan.creates=$creates" "plan.updates=$change" "plan.deletes=$deletes" "plan.replaces=$replaces"
}

terraform_data() {
    command -v terraform >/dev/null || { skip "terraform" "there is no terraform"; return; }
    local folder=$work/terraform
    mkdir "$folder"
    printf 'disable_checkpoint = true\n' >"$work/cli.tfrc"
    export TF_CLI_CONFIG_FILE=$work/cli.tfrc TF_IN_AUTOMATION=1
    cat >"$folder/main.tf" <<'T'
resource "terraform_data" "kept" { input = "same" }
resource "terraform_data" "updated" { input = "old" }
resource "terraform_data" "replaced" { triggers_replace = "old" }
resource "terraform_data" "deleted" {}
resource "terraform_data" "before" {}
resource "terraform_data" "forgotten" {}
resource "terraform_data" "many" { count = 3 }
T
    (cd "$folder" && timeout 60 terraform init -no-color -input=false >init.txt 2>&1) || {
        skip "terraform" "init failed: $(tail -1 "$folder/init.txt")"
        return
    }
    terraform_parts "terraform create" "$folder" plan.moves=0 plan.forgets=0 drift.resources=0
    (cd "$folder" && timeout 60 terraform apply -no-color -input=false plan.bin >apply.txt 2>&1)
    terraform_parts "terraform nothing to do" "$folder" plan.changes=0
    cat >"$folder/main.tf" <<'T'
resource "terraform_data" "kept" { input = "same" }
resource "terraform_data" "updated" { input = "new" }
resource "terraform_data" "replaced" { triggers_replace = "new" }
resource "terraform_data" "created" { count = 2 }
resource "terraform_data" "after" {}
resource "terraform_data" "many" { count = 1 }
moved {
  from = terraform_data.before
  to   = terraform_data.after
}
removed {
  from = terraform_data.forgotten
  lifecycle { destroy = false }
}
T
    terraform_parts "terraform change" "$folder" plan.moves=1 plan.forgets=1
    (cd "$folder" && timeout 60 terraform plan -destroy -no-color -input=false -out destroy.bin >plan.txt 2>&1 &&
        terraform show -json destroy.bin >destroy.json)
    check "terraform destroy ($(words "$folder/plan.txt"))" "$folder/destroy.json" terraform-plan-json \
        "plan.deletes=$(words "$folder/plan.txt" | sed -nE 's/.* ([0-9]+) to destroy.*/\1/p')" plan.creates=0
}

terraform_aws() {
    local mirror
    command -v terraform >/dev/null && command -v moto_server >/dev/null ||
        { skip "terraform with AWS" "there is no terraform or no moto_server"; return; }
    mirror=$(find /opt /usr/share /usr/local/share "$HOME/.terraform.d" -maxdepth 6 -type d \
        -path '*registry.terraform.io/hashicorp/aws' 2>/dev/null | head -1)
    [ -n "$mirror" ] || { skip "terraform with AWS" "no folder holds the provider"; return; }
    local folder=$work/aws port=5571
    mkdir "$folder"
    cat >"$work/aws.tfrc" <<T
provider_installation {
  filesystem_mirror {
    path    = "${mirror%/registry.terraform.io/*}"
    include = ["registry.terraform.io/*/*"]
  }
}
disable_checkpoint = true
T
    export TF_CLI_CONFIG_FILE=$work/aws.tfrc AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test \
        AWS_DEFAULT_REGION=us-east-1
    moto_server -H 127.0.0.1 -p $port >"$work/moto.log" 2>&1 &
    background+=($!)
    for _ in $(seq 40); do
        curl -sf "http://127.0.0.1:$port/moto-api/" -o /dev/null && break
        sleep 0.5
    done
    {
        cat <<T
provider "aws" {
  region = "us-east-1"
  access_key = "test"
  secret_key = "test"
  skip_credentials_validation = true
  skip_metadata_api_check = true
  skip_requesting_account_id = true
  s3_use_path_style = true
  endpoints {
$(for service in sqs iam ssm s3 sts; do echo "    $service = \"http://127.0.0.1:$port\""; done)
  }
}
T
        cat <<'T'
resource "aws_sqs_queue" "q" {
  count = 2
  name  = "q${count.index}"
}
resource "aws_ssm_parameter" "secret" {
  name  = "/secret"
  type  = "SecureString"
  value = "Tr0ub4dor-producer"
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
}
T
    } >"$folder/main.tf"
    (cd "$folder" && timeout 90 terraform init -no-color -input=false >init.txt 2>&1) || {
        skip "terraform with AWS" "init failed: $(grep -m1 Error "$folder/init.txt")"
        return
    }
    terraform_parts "AWS create" "$folder" drift.resources=0
    (cd "$folder" && timeout 120 terraform apply -no-color -input=false plan.bin >apply.txt 2>&1) || {
        skip "AWS change" "apply failed: $(grep -m1 Error "$folder/apply.txt")"
        return
    }
    sed -i 's/count = 2/count = 1/; s/Tr0ub4dor-producer/Tr0ub4dor-changed/' "$folder/main.tf"
    # The provider lists all four resources as drifted, for `tags` null before and {} after. The parameter stays counted:
    # it holds a sensitive value, and a plan does not tell an unchanged one from one that was blanked out.
    terraform_parts "AWS change" "$folder" drift.resources=1
    if grep -q Tr0ub4dor "$work/reading.json"; then fail "AWS change" "a secret value is in the reading"; fi
}

ansible_check() {
    python3 -m venv "$work/ansible" >/dev/null 2>&1 && timeout 180 "$work/ansible/bin/pip" install -q ansible \
        >"$work/pip.log" 2>&1 || { skip "ansible" "it cannot be installed: $(tail -1 "$work/pip.log")"; return; }
    local folder=$work/play path=$PATH
    mkdir -p "$folder"
    PATH=$work/ansible/bin:$PATH
    export ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=0 ANSIBLE_HOME=$work/ansible-home
    printf '[web]\nweb1 ansible_connection=local\nweb2 ansible_connection=local\n' >"$folder/hosts"
    sed -i "s|local\$|local ansible_python_interpreter=$(command -v python3)|" "$folder/hosts"
    cat >"$folder/site.yml" <<T
- hosts: web
  gather_facts: false
  tasks:
    - name: write a file
      ansible.builtin.copy:
        dest: $folder/out-{{ inventory_hostname }}
        content: "hello"
    - name: nothing to do
      ansible.builtin.debug:
        msg: hello
    - name: not in check mode
      ansible.builtin.command: "true"
T
    (cd "$folder" && timeout 60 ansible-playbook --check -i hosts site.yml >default.txt 2>&1)
    local changed hosts
    changed=$(grep -oE 'changed=[0-9]+' "$folder/default.txt" | awk -F= '{ n += $2 } END { print n + 0 }')
    hosts=$(grep -cE ' ok=[0-9]+ ' "$folder/default.txt")
    local callback format suffix
    for callback in ansible.posix.json:ansible-check-json:json ansible.posix.jsonl:ansible-check-jsonl:jsonl; do
        IFS=: read -r callback format suffix <<<"$callback"
        (cd "$folder" && ANSIBLE_STDOUT_CALLBACK=$callback timeout 60 ansible-playbook --check -i hosts site.yml \
            >"check.$suffix" 2>check.err)
        if ! head -c1 "$folder/check.$suffix" | grep -q '{'; then
            skip "ansible $suffix" "the callback $callback is not there"
            continue
        fi
        check "ansible $suffix (PLAY RECAP: changed=$changed on $hosts hosts)" "$folder/check.$suffix" "$format" \
            "plan.updates=$changed" "plan.hosts=$hosts" plan.errors=0 plan.hosts_unreachable=0
    done
    PATH=$path
}

swift_tests() {
    command -v swift >/dev/null || { skip "swift test" "there is no swift"; return; }
    local folder=$work/swift total
    mkdir -p "$folder/Sources/Sample" "$folder/Tests/SampleTests"
    cat >"$folder/Package.swift" <<'T'
// swift-tools-version: 6.0
import PackageDescription
let package = Package(
    name: "Sample",
    targets: [.target(name: "Sample"), .testTarget(name: "SampleTests", dependencies: ["Sample"])])
T
    echo 'public let answer = 42' >"$folder/Sources/Sample/Sample.swift"
    cat >"$folder/Tests/SampleTests/SampleTests.swift" <<'T'
import Sample
import Testing

@Test func passes() { #expect(answer == 42) }
@Test func passesToo() { #expect(answer > 0) }
@Test func fails() { #expect(answer == 41) }
@Test(.disabled("not today")) func skipped() {}
T
    (cd "$folder" && SWIFT_BACKTRACE=enable=no timeout 240 swift test --xunit-output results.xml >test.log 2>&1)
    local file=$folder/results-swift-testing.xml
    [ -s "$file" ] || { skip "swift test" "no results: $(tail -1 "$folder/test.log")"; return; }
    # "Test run with 4 tests in 0 suites failed after …": the skipped one is among them.
    total=$(sed -nE 's/.*Test run with ([0-9]+) tests?.*/\1/p' "$folder/test.log" | tail -1)
    check "swift test --xunit-output" "$file" junit-xml \
        "tests.total=$total" tests.failed=1
}

prometheus_query() {
    command -v prometheus >/dev/null || {
        [ "$(id -u)" -eq 0 ] && timeout 60 apt-get install -y -qq --no-install-recommends \
            -o DPkg::Lock::Timeout=20 prometheus >"$work/apt.log" 2>&1
    }
    command -v prometheus >/dev/null || { skip "prometheus" "it is not there and was not installed in 60 s"; return; }
    local folder=$work/prometheus port=9571 value
    mkdir "$folder"
    printf 'global: {scrape_interval: 1s, evaluation_interval: 1s}\nscrape_configs: [{job_name: self, static_configs: [{targets: ["127.0.0.1:%s"]}]}]\n' \
        $port >"$folder/prometheus.yml"
    prometheus --config.file="$folder/prometheus.yml" --storage.tsdb.path="$folder/data" \
        --web.listen-address=127.0.0.1:$port >"$folder/log" 2>&1 &
    background+=($!)
    for _ in $(seq 40); do
        curl -sf "http://127.0.0.1:$port/api/v1/query?query=up" -o "$folder/up.json" && grep -q '"value"' "$folder/up.json" && break
        sleep 0.5
    done
    value=$(python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["data"]["result"][0]["value"][1])' "$folder/up.json")
    check "prometheus (up is $value)" "$folder/up.json" prometheus-query "metric.up=$value"
    curl -sf "http://127.0.0.1:$port/api/v1/query?query=no_such_metric" -o "$folder/none.json"
    check "prometheus (an empty answer is no zero)" "$folder/none.json" prometheus-query metric.no_such_metric=absent
}

zizmor_sarif() {
    python3 -m venv "$work/zizmor" >/dev/null 2>&1 && timeout 120 "$work/zizmor/bin/pip" install -q zizmor==1.32.0 \
        >"$work/pip.log" 2>&1 || { skip "zizmor" "it cannot be installed: $(tail -1 "$work/pip.log")"; return; }
    local folder=$work/workflows/.github/workflows count
    mkdir -p "$folder"
    cat >"$folder/bad.yml" <<'T'
on: pull_request_target
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo "${{ github.event.pull_request.title }}"
T
    local zizmor="$work/zizmor/bin/zizmor --offline --no-progress"
    (cd "$work/workflows" && timeout 60 $zizmor --format json . >findings.json 2>/dev/null
        timeout 60 $zizmor --format sarif . >findings.sarif 2>/dev/null)
    count=$(python3 -c 'import json,sys; print(len([f for f in json.load(open(sys.argv[1])) if not f.get("ignored")]))' \
        "$work/workflows/findings.json")
    timeout 60 "$binary" evidence read --format json "$work/workflows/findings.sarif" >"$work/reading.json" 2>/dev/null
    local sum=0 level value
    for level in critical high medium low; do
        value=$(fact "security.$level")
        [[ $value =~ ^[0-9]+$ ]] && sum=$((sum + value))
    done
    check "zizmor SARIF ($count findings by its JSON, $sum here)" "$work/workflows/findings.sarif" sarif
    [ "$sum" = "$count" ] || fail "zizmor SARIF" "$sum findings are counted, the tool says $count"
}

terraform_data
terraform_aws
ansible_check
swift_tests
prometheus_query
zizmor_sarif
echo "$agreed agree, $disagreed disagree, $skipped skipped"
[ "$disagreed" -eq 0 ]
