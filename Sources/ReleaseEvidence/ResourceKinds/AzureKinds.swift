/// The kinds of Azure resource types in Terraform's words (`azurerm_…`) and Pulumi's (`azure-native:service:Type`).
let azureKinds: [(ResourceKind, [String])] = [
    (
        .dataStore,
        [
            "storage account", "storage storage account", "storage container", "storage blob container",
            "storage share",
            "storage file share", "storage table", "storage queue", "storage data lake gen2 filesystem",
            "sql server", "sql database", "sql server", "sql database", "mssql server", "mssql database",
            "mssql managed instance", "mssql managed database", "mssql elasticpool", "mssql virtual machine",
            "postgresql server", "postgresql database", "postgresql flexible server",
            "postgresql flexible server database", "postgresql cluster", "dbforpostgresql server",
            "dbforpostgresql database", "mysql server", "mysql database", "mysql flexible server",
            "mysql flexible database",
            "dbformysql server", "dbformysql database", "mariadb *", "dbformariadb *", "cosmosdb *", "cosmosdb account",
            "documentdb *", "mongo cluster", "redis cache", "redis enterprise cluster", "redis enterprise database",
            "managed redis", "cache redis", "redis redis", "managed disk", "compute disk", "snapshot",
            "compute snapshot",
            "netapp *", "data lake store", "kusto cluster", "kusto database", "synapse workspace", "synapse sql pool",
            "synapse spark pool", "eventhub", "eventhub namespace", "eventhub event hub", "servicebus namespace",
            "servicebus queue", "servicebus topic", "recovery services vault", "data protection backup vault",
            "dataprotection backup vault", "recoveryservices vault", "container registry", "containerregistry registry",
            "log analytics workspace", "operationalinsights workspace", "search service", "search search service",
            "databricks workspace", "hdinsight *", "data factory", "datafactory factory", "app configuration",
            "iothub", "signalr service", "storage sync", "elastic san *", "healthcare *", "machine learning workspace",
        ]
    ),
    (
        .stateful,
        [
            "virtual machine", "linux virtual machine", "windows virtual machine", "compute virtual machine",
            "linux virtual machine scale set", "windows virtual machine scale set", "virtual machine scale set",
            "orchestrated virtual machine scale set", "compute virtual machine scale set",
            "virtual machine data disk attachment", "kubernetes cluster", "kubernetes cluster node pool",
            "containerservice managed cluster", "containerservice agent pool", "resource group",
            "resources resource group", "image", "shared image", "service fabric cluster", "vmware *",
            "active directory domain service", "redhat openshift cluster",
        ]
    ),
    (
        [.stateful, .identity],
        [
            "key vault", "keyvault vault", "key vault key", "keyvault key", "key vault secret", "keyvault secret",
            "key vault certificate", "key vault managed hardware security module", "keyvault managed hsm",
            "user assigned identity", "managedidentity user assigned identity",
        ]
    ),
    (
        .identity,
        [
            "role assignment", "role definition", "authorization *", "policy *", "management lock", "key vault *",
            "keyvault *", "federated identity credential", "managedidentity *", "pim *", "management group *",
            "subscription policy *", "resource group policy *", "resource policy *", "cosmosdb sql role *",
            "mssql server *audit*", "sql active directory administrator", "mssql server security alert policy",
            "postgresql active directory administrator", "postgresql flexible server active directory administrator",
            "mysql active directory administrator", "mysql flexible server active directory administrator",
            "storage account customer managed key", "disk encryption set", "app service certificate",
            "storage management policy", "container registry token", "container registry scope map",
            "servicebus namespace authorization rule", "eventhub namespace authorization rule",
            "eventhub authorization rule", "security center *", "security *", "sentinel *", "automation credential",
            "advanced threat protection", "lighthouse *", "api management user", "api management subscription",
        ]
    ),
    (
        .network,
        [
            "virtual network *", "virtual network", "virtual hub *", "virtual wan", "vpn *", "subnet *", "network *",
            "private endpoint *", "private link *", "private dns *", "privatedns *", "dns *", "public ip *",
            "nat gateway *",
            "route", "route table", "route filter", "route server *", "firewall *", "web application firewall policy",
            "application gateway", "application security group", "lb *", "express route *", "local network gateway",
            "traffic manager *", "frontdoor *", "cdn *", "bastion host", "ip group *", "point to site vpn gateway",
            "storage account network rules", "sql firewall rule", "mssql firewall rule", "mssql virtual network rule",
            "mssql outbound firewall rule", "sql virtual network rule", "postgresql firewall rule",
            "postgresql virtual network rule", "postgresql flexible server firewall rule", "mysql firewall rule",
            "mysql flexible server firewall rule", "mariadb firewall rule", "redis firewall rule", "api management *",
            "apimanagement *", "kusto cluster *private endpoint*", "application load balancer *",
            "app service virtual network *",
            "service endpoint *", "subnet service endpoint *",
        ]
    ),
    (
        [.stateful, .network],
        ["public ip", "network public ip address", "dns zone", "private dns zone", "network zone"]
    ),
    (
        [],
        [
            "storage blob", "monitor *", "application insights *", "insights *", "service plan", "linux web app",
            "windows web app", "linux function app", "windows function app", "app service", "app service plan",
            "container app", "container group", "automation *", "logic app *", "network watcher",
            "consumption budget *", "portal dashboard", "postgresql configuration",
            "postgresql flexible server configuration", "mysql configuration", "backup policy *", "eventgrid *",
            "backup protected *", "eventhub consumer group", "resource deployment script", "log analytics solution",
        ]
    ),
]
