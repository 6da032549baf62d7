/// The kinds of Google Cloud resource types in Terraform's words (`google_…`) and Pulumi's (`gcp:service/type:Type`).
let googleKinds: [(ResourceKind, [String])] = [
    (
        .dataStore,
        [
            "storage bucket", "storage bucket", "sql database instance", "sql database", "spanner instance",
            "spanner database", "spanner backup *", "bigtable instance", "bigtable table", "bigquery dataset",
            "bigquery table", "firestore database", "firestore document", "datastore *", "redis instance",
            "redis cluster",
            "memorystore instance", "memcache instance", "memcached instance", "alloydb cluster", "alloydb instance",
            "alloydb backup", "filestore instance", "filestore backup", "filestore snapshot", "compute disk",
            "compute region disk", "compute snapshot", "compute attached disk", "compute instance snapshot",
            "pubsub topic", "pubsub lite topic", "pubsub subscription", "pubsub lite subscription",
            "artifact registry repository", "artifactregistry repository", "container registry",
            "sourcerepo repository",
            "dataproc cluster", "dataproc metastore service", "data fusion instance", "dataplex *", "healthcare *",
            "composer environment", "backup dr *", "gke backup *", "logging project bucket config",
            "logging log bucket", "netapp volume", "netapp storage pool", "oracle database *", "looker instance",
            "firebase database instance", "firebaserules *", "firebase storage bucket", "vertex ai featurestore *",
        ]
    ),
    (
        .stateful,
        [
            "compute instance", "compute instance from template", "container cluster", "container node pool",
            "compute image", "compute machine image", "project", "organizations project", "folder",
            "app engine application",
            "appengine application", "compute instance group manager", "compute region instance group manager",
            "vmwareengine *", "edgecontainer cluster", "clouddomains registration",
        ]
    ),
    (
        [.stateful, .identity],
        [
            "kms crypto key", "kms key ring", "kms keyring", "secret manager secret", "secretmanager secret",
            "service account", "serviceaccount account", "privateca certificate authority",
        ]
    ),
    (
        .identity,
        [
            "* iam *", "*iam member", "*iam binding", "*iam policy", "*iammember", "*iambinding", "*iampolicy",
            "*iam audit config", "iam *", "project iam *", "organization iam *", "folder iam *", "service account *",
            "serviceaccount *", "projects iam*", "kms *", "secret manager *", "secretmanager *", "privateca *",
            "certificate manager *", "compute ssl certificate", "compute managed ssl certificate", "iap *",
            "cloud identity *", "cloudidentity *", "org policy *", "organization policy *",
            "project organization policy",
            "folder organization policy", "access context manager *", "accesscontextmanager *",
            "binary authorization *",
            "sql user", "alloydb user", "identity platform *", "storage bucket acl", "storage bucket access control",
            "storage default object acl", "storage object acl", "storage hmac key", "bigquery dataset access",
            "apikeys key", "scc *", "sql ssl cert", "compute project metadata *", "os login *", "oslogin *",
        ]
    ),
    (
        .network,
        [
            "compute network *", "compute network", "compute subnetwork", "compute firewall *",
            "compute region network *",
            "compute route", "compute router *", "compute address", "compute global address", "compute forwarding rule",
            "compute global forwarding rule", "compute backend service *", "compute region backend service",
            "compute backend bucket *", "compute url map", "compute region url map", "compute target *",
            "compute region target *", "compute vpn *", "compute ha vpn gateway", "compute external vpn gateway",
            "compute interconnect *", "compute security policy *", "compute region security policy *",
            "compute shared vpc *", "compute service attachment", "compute global network *",
            "compute packet mirroring",
            "compute ssl policy", "compute managed *", "compute health check", "dns *", "network *",
            "networkconnectivity *",
            "networkmanagement *", "networksecurity *", "networkservices *", "service networking *",
            "servicenetworking *",
            "vpc access *", "vpcaccess *", "service directory *", "api gateway *", "apigateway *", "apigee *",
            "cloud run domain mapping", "cloudrun domain mapping", "app engine firewall rule", "edgenetwork *",
        ]
    ),
    ([.stateful, .network], ["dns managed zone", "compute address", "compute global address"]),
    (
        [],
        [
            "storage bucket object", "storage notification", "compute health check", "compute region health check",
            "compute http health check", "compute instance template", "compute region instance template",
            "compute autoscaler", "compute region autoscaler", "compute resource policy *", "cloud run *", "cloudrun *",
            "cloudrunv2 *", "cloudfunctions *", "cloudfunctions2 *", "monitoring *", "logging *", "project service",
            "projects service", "pubsub schema", "cloud scheduler job", "cloudbuild *", "bigquery job",
            "bigquery data transfer config", "compute instance group", "compute disk resource policy attachment",
            "billing budget",
        ]
    ),
]
