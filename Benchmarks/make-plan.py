#!/usr/bin/env python3
"""Writes a Terraform plan in JSON of about a given size, the same one for the same arguments.

    make-plan.py MEGABYTES [OUTPUT]          (standard output where no file is named)

What `terraform show -json` prints for a large estate is modelled, from the 228 resource changes of the real plans among
the fixtures of terraform-json, OpenTofu, Infracost and tf-summarize:

- One line, no white space, `<`, `>` and `&` as `\\u003c` and so on; the names of attributes sorted, all others in
  Terraform's order. (In the real plans every one of 781 objects is sorted.)
- Every value stands there several times: in `planned_values`, in `before` and `after`, in `prior_state`, and of what
  drifted in `resource_drift` as well. (Real shares: `resource_changes` 20 to 54 %, `planned_values` 14 to 42 %,
  `prior_state` 0 to 28 %, `resource_drift` 0 to 26 %, `configuration` 4 to 49 %, the less the more instances there are.)
- Half of all values are null, true, false or a number, and a text of at most 100 bytes has 11 in the mean (real: 47 % and
  13). Beside them stand policies and scripts of 300 bytes to 4 KB, which large plans have and small fixtures lack. They
  hold most of the escapes, of which there are 39 in 1,000 characters of text (real: 7), so this plan is harder than those.
- 7 % of the changes mark values as sensitive, 39 % have a mask that marks none, 54 % have `{}` or false, as in the real
  ones. Three of four resources change, which is much: in real estates most do not.

The counts that a reader must find are written to standard error as one line of JSON.
"""

import json
import random
import sys

ACTIONS = {
    "creates": (["create"], 30), "updates": (["update"], 32), "replaces": (["delete", "create"], 6),
    "deletes": (["delete"], 6), "forgets": (["forget"], 1), "none": (["no-op"], 25),
}
WORDS = "api auth batch billing cache checkout core data edge events feed gateway index jobs ledger mail media orders".split()
REGIONS = ["eu-central-1", "eu-west-1", "us-east-1"]
# Attributes that nobody set.
UNSET = """description effective_tags iam_role_arn kms_key_id lifecycle_rule name_prefix outpost_arn placement_group
    replication retention_in_days source_arn subnet_ids timeouts vpc_id""".split()
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def compact(value):
    """JSON as Go writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def attributes(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).translate(ESCAPES)


class Estate:
    """Types of resources with as many attributes as the providers give them."""

    def __init__(self, rng):
        self.rng = rng

    def word(self):
        return self.rng.choice(WORDS)

    def hexadecimal(self, length):
        return f"{self.rng.getrandbits(4 * length):0{length}x}"

    def arn(self, service, kind):
        return f"arn:aws:{service}:{self.rng.choice(REGIONS)}:123456789012:{kind}/{self.word()}-{self.hexadecimal(8)}"

    def tags(self):
        owned = {"Environment": "production", "ManagedBy": "terraform", "Team": self.word()}
        return owned | {f"{self.word()}/{self.word()}": self.word() for _ in range(self.rng.randrange(4))}

    def policy(self):
        statements = [
            {"Action": [f"{self.word()}:Get{self.word()}", f"{self.word()}:List*"], "Effect": "Allow",
             "Resource": [self.arn(self.word(), "thing") for _ in range(self.rng.randrange(1, 4))],
             "Sid": f"{self.word()}{number}"}
            for number in range(self.rng.randrange(1, 6))
        ]
        return json.dumps({"Statement": statements, "Version": "2012-10-17"}, separators=(",", ":"))

    def script(self):
        lines = [
            f'echo "{self.word()} {self.word()}" >> /var/log/{self.word()}.log && install -m 0644 {self.word()}.conf /etc/'
            for _ in range(self.rng.randrange(5, 40))
        ]
        return "#!/bin/bash\nset -euo pipefail\n" + "\n".join(lines) + "\n"

    def aws_instance(self):
        tags = self.tags()
        return {
            "ami": "ami-" + self.hexadecimal(17), "arn": self.arn("ec2", "instance"), "associate_public_ip_address": False,
            "availability_zone": "eu-central-1a", "capacity_reservation_specification": [
                {"capacity_reservation_preference": "open", "capacity_reservation_target": []}],
            "cpu_core_count": 4, "cpu_threads_per_core": 2, "credit_specification": [], "disable_api_stop": False,
            "disable_api_termination": True, "ebs_block_device": [], "ebs_optimized": True,
            "enclave_options": [{"enabled": False}], "ephemeral_block_device": [], "get_password_data": False,
            "hibernation": False, "host_id": "", "iam_instance_profile": self.word(), "instance_type": "m6i.xlarge",
            "ipv6_address_count": 0, "ipv6_addresses": [], "key_name": None, "launch_template": [],
            "metadata_options": [{
                "http_endpoint": "enabled", "http_put_response_hop_limit": 2, "http_tokens": "required"}],
            "monitoring": True, "network_interface": [], "password_data": "", "placement_partition_number": None,
            "private_ip": f"10.{self.rng.randrange(256)}.{self.rng.randrange(256)}.7", "root_block_device": [{
                "delete_on_termination": True, "encrypted": True, "iops": 3000, "kms_key_id": self.arn("kms", "key"),
                "tags": {}, "throughput": 125, "volume_id": "vol-" + self.hexadecimal(17), "volume_size": 50,
                "volume_type": "gp3"}],
            "secondary_private_ips": [], "security_groups": [], "source_dest_check": True,
            "subnet_id": "subnet-" + self.hexadecimal(17), "tags": tags, "tags_all": tags, "tenancy": "default",
            "timeouts": None, "user_data": self.script(), "user_data_base64": None, "volume_tags": None,
            "vpc_security_group_ids": ["sg-" + self.hexadecimal(17) for _ in range(3)],
        }

    def aws_security_group(self):
        tags = self.tags()
        rules = [
            {"cidr_blocks": [f"10.{number}.0.0/16", "192.168.0.0/16"], "description": f"{self.word()} to {self.word()}",
             "from_port": 8000 + number, "ipv6_cidr_blocks": [], "prefix_list_ids": [], "protocol": "tcp",
             "security_groups": [], "self": False, "to_port": 8000 + number}
            for number in range(self.rng.randrange(2, 20))
        ]
        return {
            "arn": self.arn("ec2", "security-group"), "description": f"{self.word()} \u2013 {self.word()} & {self.word()}",
            "egress": rules[:2], "id": "sg-" + self.hexadecimal(17), "ingress": rules, "name": self.word(),
            "name_prefix": "", "owner_id": "123456789012", "revoke_rules_on_delete": False, "tags": tags, "tags_all": tags,
            "timeouts": None, "vpc_id": "vpc-" + self.hexadecimal(17),
        }

    def aws_iam_role(self):
        return {
            "arn": self.arn("iam", "role"), "assume_role_policy": self.policy(), "description": "",
            "force_detach_policies": False, "id": self.word(), "inline_policy": [], "managed_policy_arns": [
                self.arn("iam", "policy") for _ in range(3)], "max_session_duration": 3600, "name": self.word(),
            "name_prefix": "", "path": "/", "permissions_boundary": "", "tags": {}, "tags_all": self.tags(),
        }

    def aws_iam_policy(self):
        return {
            "arn": self.arn("iam", "policy"), "attachment_count": 2, "description": self.word(), "id": self.word(),
            "name": self.word(), "name_prefix": "", "path": "/", "policy": self.policy(), "tags": None, "tags_all": {},
        }

    def aws_db_instance(self):
        tags = self.tags()
        none = ["character_set_name", "domain", "domain_fqdn", "final_snapshot_identifier", "replicate_source_db",
                "restore_to_point_in_time", "s3_import", "snapshot_identifier", "timeouts"]
        flags = ["apply_immediately", "auto_minor_version_upgrade", "copy_tags_to_snapshot", "deletion_protection",
                 "multi_az", "publicly_accessible", "skip_final_snapshot", "storage_encrypted"]
        return dict.fromkeys(none) | {name: self.rng.random() < 0.5 for name in flags} | {
            "allocated_storage": 200, "arn": self.arn("rds", "db"), "backup_retention_period": 14, "engine": "postgres",
            "engine_version": "16.3", "id": "db-" + self.hexadecimal(20).upper(), "instance_class": "db.r6g.large",
            "iops": 3000, "maintenance_window": "sun:03:00-sun:04:00", "max_allocated_storage": 1000,
            "monitoring_interval": 60, "parameter_group_name": self.word(), "password": self.hexadecimal(32),
            "port": 5432, "replicas": [], "tags": tags, "tags_all": tags, "username": self.word(),
        }

    def aws_route53_record(self):
        return {
            "alias": [], "allow_overwrite": None, "cidr_routing_policy": [], "failover_routing_policy": [],
            "fqdn": f"{self.word()}.example.org", "geolocation_routing_policy": [], "health_check_id": "",
            "id": f"Z{self.hexadecimal(12).upper()}_{self.word()}", "latency_routing_policy": [],
            "multivalue_answer_routing_policy": False, "name": f"{self.word()}.example.org", "records": ["10.0.0.7"],
            "set_identifier": "", "ttl": 300, "type": "A", "weighted_routing_policy": [], "zone_id": self.hexadecimal(12),
        }

    def aws_cloudwatch_metric_alarm(self):
        return {
            "actions_enabled": True, "alarm_actions": [self.arn("sns", "topic")], "alarm_description": "",
            "alarm_name": f"{self.word()}-{self.word()}", "comparison_operator": "GreaterThanOrEqualToThreshold",
            "datapoints_to_alarm": 3, "dimensions": {"QueueName": self.word()}, "evaluate_low_sample_count_percentiles": "",
            "evaluation_periods": 5, "extended_statistic": "", "insufficient_data_actions": None, "metric_query": [],
            "namespace": "AWS/SQS", "ok_actions": [], "period": 60, "statistic": "Average", "tags": None, "tags_all": {},
            "threshold": self.rng.randrange(1, 400) / 4, "threshold_metric_id": "", "treat_missing_data": "breaching",
            "unit": "",
        }

    def kubernetes_deployment(self):
        labels = {"app.kubernetes.io/name": self.word(), "app.kubernetes.io/part-of": self.word()}
        container = {
            "args": ["--listen", ":8080", f"--log={self.word()}"], "command": None, "env": [
                {"name": self.word().upper(), "value": self.word(), "value_from": []}
                for _ in range(self.rng.randrange(2, 25))],
            "image": f"registry.example.org/{self.word()}@sha256:{self.hexadecimal(64)}", "lifecycle": [],
            "liveness_probe": [{"failure_threshold": 3, "http_get": [{"path": "/healthz", "port": "8080"}],
                                "period_seconds": 10, "timeout_seconds": 1}],
            "name": self.word(), "resources": [{"limits": {"memory": "512Mi"}, "requests": {"cpu": "250m"}}],
            "security_context": [{"allow_privilege_escalation": False, "read_only_root_filesystem": True}],
            "stdin": False, "tty": False, "volume_mount": [],
        }
        return {
            "id": f"default/{self.word()}", "metadata": [{
                "annotations": None, "generate_name": "", "generation": 4, "labels": labels, "name": self.word(),
                "namespace": "default", "uid": self.hexadecimal(32)}],
            "spec": [{
                "min_ready_seconds": 0, "paused": False, "replicas": "3", "selector": [{"match_labels": labels}],
                "template": [{"metadata": [{"labels": labels}], "spec": [{
                    "automount_service_account_token": True, "container": [container] * self.rng.randrange(1, 3),
                    "dns_policy": "ClusterFirst", "host_network": False, "init_container": [], "node_selector": {},
                    "restart_policy": "Always", "toleration": [], "volume": []}]}]}],
            "timeouts": None, "wait_for_rollout": True,
        }

    def kubernetes_config_map(self):
        data = {f"{self.word()}.yaml": "\n".join(f"{self.word()}: {self.word()}" for _ in range(20)) for _ in range(2)}
        return {
            "binary_data": {}, "data": data, "id": f"default/{self.word()}", "immutable": False,
            "metadata": [{"annotations": {}, "labels": {}, "name": self.word(), "namespace": "default"}],
        }


TYPES = [name for name in vars(Estate) if name.startswith(("aws_", "kubernetes_"))]


def changed(rng, value):
    """The value after an update: one attribute differs, as is usual."""
    after = dict(value)
    name = rng.choice([name for name, old in value.items() if isinstance(old, (str, int)) and name != "id"])
    after[name] = not value[name] if isinstance(value[name], bool) else f"{value[name]}x"
    return after


def masks(rng, kind, value):
    """Which values are sensitive: written by Terraform for every container in the value."""
    if kind == "aws_db_instance":
        return {"password": True, "replicas": [], "tags": {}, "tags_all": {}}
    if rng.random() < 0.58:
        return {}
    return {
        name: [{} if isinstance(part, dict) else False for part in old] if isinstance(old, list) else {}
        for name, old in value.items() if isinstance(old, (list, dict))
    }


class Resource:
    """The parts of one resource, as text."""

    def __init__(self, rng, index):
        kind = rng.choice(TYPES)
        self.action = rng.choices(list(ACTIONS), weights=[weight for _, weight in ACTIONS.values()])[0]
        value = dict.fromkeys(rng.sample(UNSET, 12)) | getattr(Estate(rng), kind)()
        before = None if self.action == "creates" else value
        after = None if self.action in ("deletes", "forgets") else value
        if self.action in ("updates", "replaces"):
            after = changed(rng, value)
        mask = masks(rng, kind, value)
        self.team, self.module = f"module.team_{index // 400}", f"module.team_{index // 400}.module.{WORDS[index // 40 % 10]}"
        provider = f"registry.terraform.io/hashicorp/{kind.split('_')[0]}"
        place = {"mode": "managed", "type": kind, "name": "main", "index": index}
        address = f"{self.module}.{kind}.main[{index}]"
        texts = attributes(before), attributes(after)
        change = (
            f'"before":{texts[0]},"after":{texts[1]},'
            f'"after_unknown":{compact({"arn": True, "id": True} if before is None else {})},'
            f'"before_sensitive":{compact(False if before is None else mask)},'
            f'"after_sensitive":{compact(False if after is None else mask)}' "}}")
        head = compact({"address": address, "module_address": self.module} | place | {"provider_name": provider})[:-1]
        self.change = f'{head},"change":{{"actions":{compact(ACTIONS[self.action][0])},{change}'
        state = compact({"address": address} | place | {"provider_name": provider, "schema_version": 1})[:-1]
        # What is marked as sensitive stands there in clear text all the same, as it does in Terraform's own output.
        self.planned = after and f'{state},"values":{texts[1]},"sensitive_values":{compact(mask)}}}'
        self.prior = before and (
            f'{state},"values":{texts[0]},"sensitive_values":{compact(mask)},"depends_on":["{self.module}.{kind}.base"]}}')
        self.drift = None
        if before and rng.random() < 0.06:
            self.drift = (
                f'{head},"change":{{"actions":["update"],"before":{attributes(changed(rng, value))},"after":{texts[0]},'
                f'"after_unknown":{{}},"before_sensitive":{compact(mask)},"after_sensitive":{compact(mask)}}}}}')
        # A module's configuration stands there once, however many instances it has.
        self.configuration = index % 40 < 8 and compact({
            "address": f"{kind}.main", "mode": "managed", "type": kind, "name": "main", "provider_config_key": "aws",
            "expressions": {name: {"references": [f"var.{name}", "local.common"]} for name in value},
            "schema_version": 1, "count_expression": {"references": ["var.instances"]}})
        self.size = sum(
            len(text) for text in (self.change, self.planned, self.prior, self.drift, self.configuration) if text)


def modules(resources, part):
    """The resources of a state, in the modules that they belong to."""
    teams = {}
    for resource in resources:
        if text := getattr(resource, part):
            teams.setdefault(resource.team, {}).setdefault(resource.module, []).append(text)
    return '{"root_module":{"child_modules":[' + ",".join(
        '{"address":"%s","child_modules":[%s]}' % (team, ",".join(
            '{"resources":[%s],"address":"%s"}' % (",".join(texts), module) for module, texts in inner.items()))
        for team, inner in teams.items()) + "]}}"


def main():
    if len(sys.argv) not in (2, 3) or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    target = int(sys.argv[1]) * 1_000_000
    rng = random.Random(20260101)
    resources, size = [], 0
    while size < target:
        resources.append(Resource(rng, len(resources)))
        size += resources[-1].size
    configuration = ",".join(resource.configuration for resource in resources if resource.configuration)
    parts = [
        '{"format_version":"1.2","terraform_version":"1.11.4","variables":{"region":{"value":"eu-central-1"}}',
        ',"planned_values":', modules(resources, "planned"),
        ',"resource_drift":[', ",".join(resource.drift for resource in resources if resource.drift),
        '],"resource_changes":[', ",".join(resource.change for resource in resources),
        '],"prior_state":{"format_version":"1.0","terraform_version":"1.11.4","values":', modules(resources, "prior"),
        '},"configuration":{"root_module":{"resources":[', configuration, "]}}",
        ',"timestamp":"2026-01-02T03:04:05Z","applyable":true,"complete":true,"errored":false}\n',
    ]
    output = open(sys.argv[2], "w", encoding="utf-8") if len(sys.argv) == 3 else sys.stdout
    for part in parts:
        output.write(part)
    output.flush()
    counts = {name: sum(resource.action == name for resource in resources) for name in ACTIONS}
    drift = sum(resource.drift is not None for resource in resources)
    print(json.dumps({"resources": len(resources), "drift": drift, **counts}), file=sys.stderr)


if __name__ == "__main__":
    main()
