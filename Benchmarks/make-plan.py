#!/usr/bin/env python3
"""Writes a Terraform plan in JSON of about a given size, the same one for the same arguments.

    make-plan.py MEGABYTES [OUTPUT]          (standard output where no file is named)

Many modules, many resources in each, large values before and after every change, some of them marked as sensitive. The
counts that a reader must find are written to standard error as one line of JSON.
"""

import json
import random
import sys

TYPES = [
    "aws_instance", "aws_s3_bucket", "aws_db_instance", "aws_iam_role", "aws_iam_policy", "aws_security_group",
    "aws_subnet", "aws_route_table", "aws_lambda_function", "azurerm_storage_account", "google_sql_database_instance",
    "google_project_iam_member", "kubernetes_deployment", "kubernetes_stateful_set_v1", "kubernetes_config_map",
]
ACTIONS = {
    "creates": ["create"], "updates": ["update"], "replaces": ["delete", "create"], "deletes": ["delete"],
    "forgets": ["forget"], "none": ["no-op"],
}
WEIGHTS = [30, 40, 8, 8, 1, 13]


def text(rng, length):
    return "".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789 _-/\"\\\n\u00e9", k=length))


def value(rng, index):
    return {
        "id": f"i-{index:012x}",
        "arn": f"arn:aws:service:eu-central-1:123456789012:thing/{index}",
        "description": text(rng, rng.randrange(20, 200)),
        "user_data": text(rng, rng.randrange(500, 4000)),
        "tags": {f"tag-{number}": text(rng, 12) for number in range(rng.randrange(3, 12))},
        "rules": [
            {"from": number, "to": number + 1, "cidr": ["10.0.0.0/8"], "enabled": number % 2 == 0, "ratio": number / 7}
            for number in range(rng.randrange(0, 30))
        ],
        "password": text(rng, 24),
    }


def change(rng, index):
    kind = rng.choice(TYPES)
    action = rng.choices(list(ACTIONS), weights=WEIGHTS)[0]
    module = f"module.team_{index // 400}.module.service[\"eu-{index % 7}\"]"
    before = None if action == "creates" else value(rng, index)
    after = None if action in ("deletes", "forgets") else value(rng, index)
    return action, {
        "address": f"{module}.{kind}.main[{index}]", "module_address": module, "mode": "managed", "type": kind,
        "name": "main", "index": index, "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": {
            "actions": ACTIONS[action], "before": before, "after": after, "after_unknown": {"id": True},
            "before_sensitive": {"password": True}, "after_sensitive": {"password": True},
        },
    }


def main():
    if len(sys.argv) not in (2, 3) or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    target = int(sys.argv[1]) * 1_000_000
    output = open(sys.argv[2], "w", encoding="utf-8") if len(sys.argv) == 3 else sys.stdout
    rng = random.Random(20260101)
    counts = dict.fromkeys(ACTIONS, 0)
    written = output.write(
        '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{}},"resource_changes":[')
    index = 0
    while written < target:
        action, resource = change(rng, index)
        counts[action] += 1
        written += output.write((",\n" if index else "\n") + json.dumps(resource, ensure_ascii=False))
        index += 1
    output.write('\n],"configuration":{"root_module":{}},"timestamp":"2026-01-02T03:04:05Z","errored":false}\n')
    output.flush()
    print(json.dumps({"resources": index, **counts}), file=sys.stderr)


if __name__ == "__main__":
    main()
