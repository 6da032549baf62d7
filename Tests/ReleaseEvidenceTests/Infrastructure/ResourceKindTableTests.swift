import ReleaseModel
import Testing

@testable import ReleaseEvidence

@Suite("ResourceKindTable")
struct ResourceKindTableTests {
    @Test(
        "one resource, the same kinds by every tool's name",
        arguments: [
            (
                ["aws_s3_bucket"], ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"], ["AWS::S3::Bucket"],
                "stateful, data"
            ),
            (["aws_db_instance"], ["aws:rds/instance:Instance"], ["AWS::RDS::DBInstance"], "stateful, data"),
            (["aws_rds_cluster"], ["aws:rds/cluster:Cluster"], ["AWS::RDS::DBCluster"], "stateful, data"),
            (["aws_dynamodb_table"], ["aws:dynamodb/table:Table"], ["AWS::DynamoDB::Table"], "stateful, data"),
            (["aws_sns_topic"], ["aws:sns/topic:Topic"], ["AWS::SNS::Topic"], "stateful, data"),
            (["aws_instance"], ["aws:ec2/instance:Instance"], ["AWS::EC2::Instance"], "stateful"),
            (["aws_iam_role"], ["aws:iam/role:Role"], ["AWS::IAM::Role"], "identity"),
            (["aws_kms_key"], ["aws:kms/key:Key"], ["AWS::KMS::Key"], "stateful, identity"),
            (["aws_security_group"], ["aws:ec2/securityGroup:SecurityGroup"], ["AWS::EC2::SecurityGroup"], "network"),
            (["aws_vpc"], ["aws:ec2/vpc:Vpc"], ["AWS::EC2::VPC"], "network"),
            (["aws_route_table"], ["aws:ec2/routeTable:RouteTable"], ["AWS::EC2::RouteTable"], "network"),
            (["aws_lb_listener"], ["aws:lb/listener:Listener"], ["AWS::ElasticLoadBalancingV2::Listener"], "network"),
            (["aws_lambda_function"], ["aws:lambda/function:Function"], ["AWS::Lambda::Function"], ""),
            (["aws_lambda_permission"], ["aws:lambda/permission:Permission"], ["AWS::Lambda::Permission"], "identity"),
            (["aws_s3_bucket_policy"], ["aws:s3/bucketPolicy:BucketPolicy"], ["AWS::S3::BucketPolicy"], "identity"),
            (["aws_route53_zone"], ["aws:route53/zone:Zone"], ["AWS::Route53::HostedZone"], "stateful, network"),
            (
                ["aws_secretsmanager_secret"], ["aws:secretsmanager/secret:Secret"], ["AWS::SecretsManager::Secret"],
                "stateful, identity"
            ),
            (["aws_efs_file_system"], ["aws:efs/fileSystem:FileSystem"], ["AWS::EFS::FileSystem"], "stateful, data"),
            (
                ["azurerm_storage_account"], ["azure-native:storage:StorageAccount", "azure:storage/account:Account"],
                [], "stateful, data"
            ),
            (["azurerm_role_assignment"], ["azure-native:authorization:RoleAssignment"], [], "identity"),
            (["azurerm_virtual_network"], ["azure-native:network:VirtualNetwork"], [], "network"),
            (["azurerm_key_vault"], ["azure-native:keyvault:Vault"], [], "stateful, identity"),
            (["azurerm_resource_group"], ["azure-native:resources:ResourceGroup"], [], "stateful"),
            (["azuread_application"], ["azuread:index/application:Application"], [], "identity"),
            (["google_sql_database_instance"], ["gcp:sql/databaseInstance:DatabaseInstance"], [], "stateful, data"),
            (["google_storage_bucket"], ["gcp:storage/bucket:Bucket"], [], "stateful, data"),
            (["google_project_iam_member"], ["gcp:projects/iAMMember:IAMMember"], [], "identity"),
            (["google_storage_bucket_iam_binding"], ["gcp:storage/bucketIAMBinding:BucketIAMBinding"], [], "identity"),
            (["google_compute_firewall"], ["gcp:compute/firewall:Firewall"], [], "network"),
            (["google_compute_subnetwork"], ["gcp:compute/subnetwork:Subnetwork"], [], "network"),
            (["google_compute_instance"], ["gcp:compute/instance:Instance"], [], "stateful"),
            (["kubernetes_stateful_set_v1"], ["kubernetes:apps/v1:StatefulSet"], [], "stateful"),
            (
                ["kubernetes_persistent_volume_claim"], ["kubernetes:core/v1:PersistentVolumeClaim"], [],
                "stateful, data"
            ),
            (
                ["kubernetes_cluster_role_binding_v1"], ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding"],
                [], "identity"
            ),
            (["kubernetes_secret"], ["kubernetes:core/v1:Secret"], [], "identity"),
            (["kubernetes_ingress_v1"], ["kubernetes:networking.k8s.io/v1:Ingress"], [], "network"),
            (["kubernetes_deployment"], ["kubernetes:apps/v1:Deployment"], [], ""),
            (["random_password"], ["random:index/randomPassword:RandomPassword"], [], "identity"),
            (["helm_release"], ["kubernetes:helm.sh/v3:Release"], [], "stateful"),
        ] as [([String], [String], [String], String)])
    func kinds(terraform: [String], pulumi: [String], cloudFormation: [String], words: String) {
        for type in terraform { #expect(ResourceKindTable.kinds(terraform: type).words == words, "\(type)") }
        for type in pulumi { #expect(ResourceKindTable.kinds(pulumi: type).words == words, "\(type)") }
        for type in cloudFormation { #expect(ResourceKindTable.kinds(cloudFormation: type).words == words, "\(type)") }
    }

    @Test(
        "a type that no table names is told by its words",
        arguments: [
            ("digitalocean_database_cluster", "stateful, data"), ("digitalocean_droplet", "stateful"),
            ("hcloud_firewall", "network"), ("scaleway_object_bucket", "stateful, data"),
            ("oci_core_route_table", "network"), ("linode_user", "identity"),
            ("digitalocean_database_user", "identity"),
            ("aws_brandnew_database", "stateful, data"), ("exoscale_iam_role", "identity"), ("local_file", ""),
            ("terraform_data", ""), ("null_resource", ""), ("", ""), ("_", ""),
        ])
    func words(type: String, words: String) {
        #expect(ResourceKindTable.kinds(terraform: type).words == words)
    }

    @Test("the kinds are those of the fact catalog")
    func catalogued() {
        #expect(ResourceKind.named.map(\.name) == FactCatalog.resourceKinds)
    }

    @Test(
        "what holds data is stateful",
        arguments: ["aws_s3_bucket", "aws_sqs_queue", "azurerm_redis_cache", "google_spanner_instance"])
    func dataIsStateful(type: String) {
        #expect(ResourceKindTable.kinds(terraform: type).isSuperset(of: [.data, .stateful]))
    }
}
