/// The shape of one provider's tokens: a prefix of its own, then a number of characters of an alphabet.
///
/// Sources: the token formats that the providers document for secret scanning (AWS IAM identifiers, GitHub, GitLab,
/// Slack, Stripe, Google Cloud, npm, PyPI, SendGrid, HashiCorp Vault, DigitalOcean, Shopify, Docker, Linear, Postman).
struct SecretShape: Sendable {
    /// The characters that follow the prefix.
    enum Alphabet: Sendable {
        case upperAlphanumeric, alphanumeric, word, base64URL, dotted, hexadecimal

        func contains(_ byte: UInt8) -> Bool {
            let isDigit = (48...57).contains(byte)
            let isUpper = (65...90).contains(byte)
            let isLower = (97...122).contains(byte)
            return switch self {
            case .upperAlphanumeric: isDigit || isUpper
            case .alphanumeric: isDigit || isUpper || isLower
            case .word: isDigit || isUpper || isLower || byte == UInt8(ascii: "_")
            case .base64URL: isDigit || isUpper || isLower || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            case .dotted:
                isDigit || isUpper || isLower || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: ".")
            case .hexadecimal: isDigit || (97...102).contains(byte)
            }
        }
    }

    let kind: String
    let prefix: StaticString
    let alphabet: Alphabet
    /// How many characters must follow the prefix.
    let minimumLength: Int
    /// How many may follow; nil means any number.
    let maximumLength: Int?
    let needsDigit: Bool
    let isJSONWebToken: Bool

    private init(
        _ kind: String, _ prefix: StaticString, _ alphabet: Alphabet, _ minimumLength: Int,
        upTo maximumLength: Int? = nil,
        needsDigit: Bool = true, isJSONWebToken: Bool = false
    ) {
        self.kind = kind
        self.prefix = prefix
        self.alphabet = alphabet
        self.minimumLength = minimumLength
        self.maximumLength = maximumLength
        self.needsDigit = needsDigit
        self.isJSONWebToken = isJSONWebToken
    }

    /// Longer prefixes stand before shorter ones that they begin with.
    static let all: [SecretShape] = [
        SecretShape("aws-access-key", "AKIA", .upperAlphanumeric, 16, upTo: 16, needsDigit: false),
        SecretShape("aws-access-key", "ASIA", .upperAlphanumeric, 16, upTo: 16, needsDigit: false),
        SecretShape("aws-access-key", "ABIA", .upperAlphanumeric, 16, upTo: 16, needsDigit: false),
        SecretShape("github-token", "github_pat_", .word, 22),
        SecretShape("github-token", "ghp_", .alphanumeric, 30),
        SecretShape("github-token", "gho_", .alphanumeric, 30),
        SecretShape("github-token", "ghu_", .alphanumeric, 30),
        SecretShape("github-token", "ghs_", .alphanumeric, 30),
        SecretShape("github-token", "ghr_", .alphanumeric, 30),
        SecretShape("gitlab-token", "glpat-", .dotted, 20, needsDigit: false),
        SecretShape("gitlab-token", "gldt-", .dotted, 20, needsDigit: false),
        SecretShape("gitlab-token", "glrt-", .dotted, 20, needsDigit: false),
        SecretShape("gitlab-token", "glptt-", .base64URL, 20, needsDigit: false),
        SecretShape("gitlab-token", "glcbt-", .base64URL, 20, needsDigit: false),
        SecretShape("gitlab-token", "glsoat-", .base64URL, 20, needsDigit: false),
        SecretShape("slack-token", "xoxb-", .base64URL, 10),
        SecretShape("slack-token", "xoxp-", .base64URL, 10),
        SecretShape("slack-token", "xoxa-", .base64URL, 10),
        SecretShape("slack-token", "xoxr-", .base64URL, 10),
        SecretShape("slack-token", "xoxs-", .base64URL, 10),
        SecretShape("slack-token", "xoxc-", .base64URL, 10),
        SecretShape("slack-token", "xoxd-", .base64URL, 10),
        SecretShape("slack-token", "xoxe.", .dotted, 10),
        SecretShape("slack-token", "xapp-", .base64URL, 10),
        SecretShape("stripe-key", "sk_live_", .alphanumeric, 16),
        SecretShape("stripe-key", "rk_live_", .alphanumeric, 16),
        SecretShape("stripe-key", "sk_test_", .alphanumeric, 16),
        SecretShape("stripe-key", "whsec_", .alphanumeric, 24),
        SecretShape("google-api-key", "AIza", .base64URL, 35, needsDigit: false),
        SecretShape("google-token", "ya29.", .dotted, 20),
        SecretShape("google-client-secret", "GOCSPX-", .base64URL, 20, needsDigit: false),
        SecretShape("npm-token", "npm_", .alphanumeric, 36),
        SecretShape("pypi-token", "pypi-AgEIcHlwaS", .base64URL, 40, needsDigit: false),
        SecretShape("pypi-token", "pypi-", .base64URL, 60),
        SecretShape("sendgrid-key", "SG.", .dotted, 60),
        SecretShape("vault-token", "hvs.", .base64URL, 24),
        SecretShape("vault-token", "hvb.", .base64URL, 24),
        SecretShape("vault-token", "hvr.", .base64URL, 24),
        SecretShape("digitalocean-token", "dop_v1_", .hexadecimal, 64, needsDigit: false),
        SecretShape("digitalocean-token", "doo_v1_", .hexadecimal, 64, needsDigit: false),
        SecretShape("shopify-token", "shpat_", .alphanumeric, 32),
        SecretShape("shopify-token", "shpss_", .alphanumeric, 32),
        SecretShape("shopify-token", "shpca_", .alphanumeric, 32),
        SecretShape("docker-token", "dckr_pat_", .base64URL, 20),
        SecretShape("linear-key", "lin_api_", .alphanumeric, 32),
        SecretShape("postman-key", "PMAK-", .base64URL, 50),
        SecretShape("age-secret-key", "AGE-SECRET-KEY-1", .upperAlphanumeric, 50),
        SecretShape("model-api-key", "sk-ant-", .base64URL, 20),
        SecretShape("model-api-key", "sk-proj-", .base64URL, 20),
        SecretShape("model-api-key", "sk-", .alphanumeric, 32),
        SecretShape("json-web-token", "eyJ", .dotted, 30, needsDigit: false, isJSONWebToken: true),
    ]
}
