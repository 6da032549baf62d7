/// The kinds of Kubernetes resource types in Terraform's words (`kubernetes_stateful_set_v1`) and Pulumi's
/// (`kubernetes:apps/v1:StatefulSet`).
let kubernetesKinds: [(ResourceKind, [String])] = [
    (
        .dataStore,
        ["persistent volume", "persistent volume claim", "volume snapshot", "volume snapshot content"]
    ),
    (
        .stateful,
        [
            // A namespace takes everything in it along; a definition takes every object of its kind along.
            "stateful set", "namespace", "custom resource definition", "storage class", "release", "chart",
        ]
    ),
    (
        .identity,
        [
            "role", "role binding", "cluster role", "cluster role binding", "service account",
            "default service account",
            "secret *", "token request", "certificate signing request", "pod security policy", "certificate", "issuer",
            "cluster issuer", "validating webhook configuration", "mutating webhook configuration",
            "validating admission policy *",
        ]
    ),
    (
        .network,
        [
            "network policy", "service", "ingress *", "endpoints", "endpoint slice *", "gateway *", "http route",
            "virtual service", "destination rule", "global network policy",
        ]
    ),
    (
        [],
        [
            "deployment", "daemon set", "daemonset", "replica set", "replication controller", "pod", "job", "cron job",
            "config map *", "horizontal pod autoscaler", "pod disruption budget", "priority class", "limit range",
            "resource quota", "labels", "annotations", "env",
        ]
    ),
]
