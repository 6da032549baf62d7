import Testing

@testable import ReleaseModel

/// Built from halves, so that scanners of this repository do not take the samples for real tokens.
private func join(_ parts: String...) -> String { parts.joined() }

@Suite("Secret scanner") struct SecretScannerTests {
    @Test(arguments: [
        (join("key AK", "IAIOSFODNN7EXAMPLE in the log"), "aws-access-key"),
        (join("gh", "p_16C7e42F292c6912E7710c838347Ae178B4a"), "github-token"),
        (join("github_", "pat_11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ0123456789"), "github-token"),
        (join("(gl", "pat-AbCdEfGhIjKlMnOpQrSt)"), "gitlab-token"),
        (join("xo", "xb-123456789012-abcdefGHIJKL"), "slack-token"),
        (join("sk_", "live_4eC39HqLyjWDarjtT1zdp7dc"), "stripe-key"),
        (join("AI", "zaSyA1234567890abcdefghijklmnopqrstuv"), "google-api-key"),
        (join("np", "m_abcdefghijklmnopqrstuvwxyz0123456789"), "npm-token"),
        (join("Authorization: Bearer ", "abcdef0123456789abcdef"), "authorization"),
        (join("postgres://app:", "hunter2@db.internal/orders"), "connection-password"),
        ("password=hunter2", "password-assignment"),
        ("\"db_password\": \"correct horse\"", "password-assignment"),
        ("PGPASSWORD='s3cr3t'", "password-assignment"),
        ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzKEY", "token-assignment"),
        ("api-key: 9f8e7d6c5b4a", "token-assignment"),
        ("AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq==", "token-assignment"),
        ("X=q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83v", "random-assignment"),
        (join("-----BEGIN RSA PRIV", "ATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"), "private-key"),
        (
            join("eyJhbGciOiJIUzI1NiJ9.", "eyJzdWIiOiIxMjM0In0.", "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"),
            "json-web-token"
        ),
    ])
    func finds(_ text: String, _ kind: String) {
        #expect(SecretScanner.matches(in: text).map(\.kind) == [kind])
    }

    @Test(arguments: [
        "the password: ask the security lead for it",
        "password reset works for every customer",
        "password=${DB_PASSWORD}", "password: <from the vault>", "token: null", "next_page_token=CAESBgoEZGF0YQ12",
        "revision=3f2a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a",
        "digest=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "integrity=sha512-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08ABC",
        "https://example.com/path?query=1", "sk-learn and ghp_ are prefixes", "secret: true",
        "the token expires at 12:30", "url=https://example.com/a/VeryLongPathNameThatIsNotRandom123/index.html",
        "Basic authentication is retired", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    ])
    func passes(_ text: String) {
        #expect(SecretScanner.matches(in: text) == [])
        #expect(SecretScanner.redact(text).text == text)
    }

    @Test func redactsOnlyTheValueAndOnlyOnce() {
        let (text, count) = SecretScanner.redact("user=app password=hunter2 host=db; pwd=x1y2z3w4v5")
        #expect(text == "user=app password=[redacted:password-assignment] host=db; pwd=[redacted:token-assignment]")
        #expect(count == 2)
        #expect(SecretScanner.redact(text).text == text)
    }

    @Test func isLinearOnHostileText() {
        for unit in ["eyJ.", "-----BEGIN ", "a=", "://", "sk-", "Bearer ", "password="] {
            let text = String(repeating: unit, count: 5000)
            let clock = ContinuousClock()
            let time = clock.measure { _ = SecretScanner.redact(text) }
            #expect(time < .seconds(20), "\(unit)")
        }
    }
}
