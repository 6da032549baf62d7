/// A resource type in one spelling for all tools: the provider, and lower-case words.
///
/// `aws_s3_bucket` (Terraform), `aws:s3/bucketV2:BucketV2` (Pulumi) and `AWS::S3::Bucket` (CloudFormation) all become
/// the provider `aws` with `s3 bucket`, so that one table of kinds serves every tool.
struct ResourceType: Hashable, Sendable {
    /// Such as `aws`, `azure`, `google`, `kubernetes`.
    let provider: String
    /// Such as `["s3", "bucket"]`, without a trailing version such as `v1beta1`.
    let words: [String]

    /// The type of a Terraform or OpenTofu resource, such as `aws_s3_bucket`.
    init(terraform type: String) {
        let parts = type.lowercased().split(separator: "_").map(String.init)
        self.init(provider: parts.first ?? "", words: Array(parts.dropFirst()))
    }

    /// The type token of a Pulumi resource, such as `aws:s3/bucket:Bucket`.
    init(pulumi token: String) {
        let parts = token.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3 else {
            self.init(provider: parts.first?.lowercased() ?? "", words: [])
            return
        }
        let module = parts[1].split(separator: "/").first.map(String.init) ?? ""
        let isIndex = module == "index" || module.isEmpty || ResourceType.isVersion(module)
        let provider = parts[0].lowercased()
        // Kubernetes groups (`core`, `apps`, `networking.k8s.io`) are no part of the type's name.
        let service = isIndex || provider == "kubernetes" ? [] : [module.lowercased()]
        self.init(provider: provider, words: service + ResourceType.words(of: parts[parts.count - 1]))
    }

    /// The type of a CloudFormation resource, such as `AWS::EC2::SecurityGroup`.
    init(cloudFormation type: String) {
        let parts = type.split(separator: ":").map(String.init)
        let service = parts.count >= 3 ? [parts[1].lowercased()] : []
        let name = parts.count >= 2 ? ResourceType.words(of: parts[parts.count - 1]) : []
        self.init(provider: parts.first?.lowercased() ?? "", words: service + name)
    }

    private init(provider: String, words: [String]) {
        let families = [
            "azurerm": "azure", "azuread": "azuread", "azure-native": "azure", "azapi": "azure",
            "google-beta": "google",
            "google-native": "google", "gcp": "google", "kubectl": "kubernetes", "awscc": "aws", "aws-native": "aws",
        ]
        self.provider = families[provider] ?? provider
        var words = words
        while words.count > 1, let last = words.last, ResourceType.isVersion(last) { words.removeLast() }
        self.words = words
    }

    /// Splits `DBInstance` into `db instance` and `SecurityGroup` into `security group`.
    static func words(of name: String) -> [String] {
        let scalars = Array(name.unicodeScalars)
        var words: [String] = []
        var word = ""
        for (index, scalar) in scalars.enumerated() {
            let isUpper = scalar.properties.isUppercase
            let startsWord =
                isUpper && index > 0
                && (!scalars[index - 1].properties.isUppercase
                    || (index + 1 < scalars.count && scalars[index + 1].properties.isLowercase))
            if startsWord || scalar == "_" || scalar == "-" || scalar == "." {
                if !word.isEmpty { words.append(word.lowercased()) }
                word = ""
            }
            if scalar != "_" && scalar != "-" && scalar != "." { word.unicodeScalars.append(scalar) }
        }
        if !word.isEmpty { words.append(word.lowercased()) }
        return words
    }

    /// Reports whether `word` is a version such as `v1`, `v2beta1`.
    private static func isVersion(_ word: String) -> Bool {
        let rest = word.dropFirst()
        guard word.first == "v", let digit = rest.first, digit.isNumber else { return false }
        let tail = rest.drop { $0.isNumber }
        return tail.isEmpty || tail.hasPrefix("alpha") || tail.hasPrefix("beta")
    }
}
