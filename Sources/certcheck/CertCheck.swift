// SPDX-License-Identifier: GPL-3.0-or-later

internal import Certificates
internal import Glibc
internal import LPFormats
internal import LinearPrograms

/// Checks a certificate against a model, with nothing but exact arithmetic.
///
/// This program links the trusted modules only: no solver, and no parser of command lines.
@main
struct CertCheck {
  static let usage = """
    usage: certcheck [--relax] MODEL CERTIFICATE
           certcheck INSTANCE CERTIFICATE

    Checks what CERTIFICATE claims about the linear program in MODEL, or about the largest
    acceptance of the drafts in INSTANCE, exactly; the certificate says which.
    MODEL ends in .lp, .mps or .json, or these with .gz. One of the two may be - for standard input.
    --relax lets integer variables be any number; without it they are refused.

      certcheck diet.lp diet.cert
      certcheck instance.json optimum.cert

    Exit status: 0 valid, 1 rejected, 2 bad input, 64 wrong usage.

    """

  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    if arguments == ["--help"] || arguments == ["-h"] { finish(0, usage) }
    if arguments == ["--version"] {
      finish(0, "certcheck 1.0.0 (spechub-certificate 1, spechub-acceptance 1)\n")
    }
    let isRelaxing = arguments.first == "--relax"
    if isRelaxing { arguments.removeFirst() }
    guard arguments.count == 2, !arguments.contains(where: { $0.hasPrefix("--") }),
      arguments != ["-", "-"]
    else { finish(64, usage) }
    do {
      let bytes = try TextFile.read(arguments[1])
      let source = name(arguments[1])
      if AcceptanceCertificateText.isHeader(of: bytes) {
        let claim = try AcceptanceCertificateText.read(bytes, source: source)
        let instance = try InstanceText.read(arguments[0], mode: claim.mode)
        report(claim.summary, claim.verify(against: try instance.problem()))
      }
      let program = try ModelFile.read(arguments[0], relaxing: isRelaxing)
      let claim = try CertificateText.read(bytes, source: source, for: program)
      report(claim.summary, claim.verify(against: program))
    } catch {
      finish(2, "certcheck: \(error)\n")
    }
  }

  private static func name(_ path: String) -> String { path == "-" ? "standard input" : path }

  private static func report(_ summary: String, _ verdict: Verdict) -> Never {
    switch verdict {
    case .valid: finish(0, "valid: \(summary)\n")
    case .invalid(let violations):
      var lines = violations.prefix(20).map { "  \($0)" }
      if violations.count > 20 { lines.append("  and \(violations.count - 20) more") }
      finish(1, (["invalid:"] + lines).joined(separator: "\n") + "\n")
    }
  }

  /// Prints the answer to standard output, anything else to standard error, and ends.
  private static func finish(_ status: Int32, _ text: String) -> Never {
    signal(SIGPIPE, SIG_IGN)
    Array(text.utf8).withUnsafeBytes { bytes in
      _ = write(status <= 1 ? STDOUT_FILENO : STDERR_FILENO, bytes.baseAddress, bytes.count)
    }
    exit(status)
  }
}
