// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import LinearPrograms
import Rationals

/// Certificates of the largest acceptance as text; the article `AcceptanceCertificateFormat` specifies
/// it.
public enum AcceptanceCertificateText {
  static let header = "spechub-acceptance 1"

  /// Whether a text says that it is such a certificate, so that a program can tell the two kinds apart.
  public static func isHeader(of bytes: [UInt8]) -> Bool { bytes.starts(with: header.utf8) }

  /// The certificate of the largest acceptance of an instance whose numbers were read in `mode`.
  ///
  /// Cost: one line a token.
  public static func write(
    _ certificate: AcceptanceCertificate, for problem: AcceptanceProblem, mode: InstanceText.Mode
  ) -> String {
    var output = "\(header)\ninstance \(problem.fingerprint)\nnumbers \(mode.rawValue)\n"
    output += "theorem \(certificate.proof.theorem)\n"
    output += "acceptance \(text(certificate.acceptance))\n"
    func list(_ title: String, _ tokens: [Int]) {
      output += "\(title) \(tokens.count)\n"
      for token in tokens {
        output += String(token)
        output += "\n"
      }
    }
    switch certificate.proof {
    case .prefixCut(let proof):
      output += "cut \(proof.cut)\nthreshold \(text(proof.threshold))\n"
      list("order", proof.order)
    case .fixedTokens(let proof):
      list("fixed", proof.fixed)
      list("cut", proof.cut)
    case .maximumFlow(let proof):
      list("cut", proof.cut)
      output += "moves \(proof.moves.count)\n"
      for move in proof.moves { output += "\(move.mass) \(move.set + 1) \(move.token)\n" }
    }
    return output + "digest \(digest(of: output.utf8))\nend\n"
  }

  /// The hash of the lines before the digest: it catches a text that was changed, no more.
  fileprivate static func digest(of bytes: some Sequence<UInt8>) -> String {
    var hash = FNV1a()
    hash.add(bytes)
    return hash.text
  }

  private static func text(_ value: Enclosure) -> String {
    if let exact = value.exact { return exact.description }
    return value.lower.decimal(places: Enclosure.places) + " "
      + value.upper.decimal(places: Enclosure.places)
  }

  /// Reads what a certificate claims. Throws at the first line that is not as specified.
  public static func read(
    _ bytes: [UInt8], source: String
  ) throws(ParseError) -> AcceptanceClaim {
    var reader = AcceptanceCertificateReader(SourceText(bytes, name: source))
    return try reader.claim()
  }
}

/// What a certificate of the largest acceptance says, and of which instance.
public struct AcceptanceClaim: Sendable {
  /// The fingerprint of the instance that it is about.
  public var instance: String
  /// How the numbers of the instance were read.
  public var mode: InstanceText.Mode
  /// What is claimed, with its proof.
  public var certificate: AcceptanceCertificate
  /// The digest that the text states, and that of its lines.
  public var digest: (stated: String, found: String)

  /// `acceptance 17/20`.
  public var summary: String { "acceptance \(certificate.acceptance)" }

  /// Checks the instance and both sides of the proof. No solver is involved.
  public func verify(against problem: AcceptanceProblem) -> Verdict {
    let expected = problem.fingerprint
    guard instance == expected else {
      return .invalid([.acceptance(.wrongInstance(expected: expected, found: instance))])
    }
    var violations: [Violation] = []
    if case .invalid(let found) = certificate.verify(against: problem) { violations = found }
    if digest.stated != digest.found {
      violations.append(.acceptance(.wrongDigest(stated: digest.stated, found: digest.found)))
    }
    return violations.isEmpty ? .valid : .invalid(violations)
  }
}

private struct AcceptanceCertificateReader {
  private var text: SourceText
  private var lines: CertificateLines

  init(_ text: SourceText) {
    self.text = text
    lines = CertificateLines(text)
  }

  mutating func claim() throws(ParseError) -> AcceptanceClaim {
    try lines.take(AcceptanceCertificateText.header)
    let fingerprint = try lines.fingerprint(of: "instance")
    let modeRange = try lines.value(of: "numbers")
    guard let mode = text.string(modeRange).flatMap(InstanceText.Mode.init) else {
      throw text.error(at: modeRange.lowerBound, expected: "strict or normalize")
    }
    let theoremRange = try lines.value(of: "theorem")
    let acceptance = try enclosure("acceptance")
    let proof: AcceptanceCertificate.Proof
    switch text.string(theoremRange) {
    case "prefix-cut":
      let cut = try integer(try lines.value(of: "cut"))
      let threshold = try enclosure("threshold")
      proof = .prefixCut(
        PrefixProof(order: try tokens("order"), cut: cut, threshold: threshold))
    case "fixed-tokens":
      let fixed = try tokens("fixed")
      proof = .fixedTokens(FixedTokensProof(fixed: fixed, cut: try tokens("cut")))
    case "maximum-flow":
      let cut = try tokens("cut")
      proof = .maximumFlow(FlowProof(cut: cut, moves: try moves()))
    default:
      throw text.error(
        at: theoremRange.lowerBound, expected: "prefix-cut, fixed-tokens or maximum-flow")
    }
    let digest = AcceptanceCertificateText.digest(of: text.bytes[..<lines.line.lowerBound])
    let stated = try lines.fingerprint(of: "digest")
    try lines.end()
    return AcceptanceClaim(
      instance: fingerprint, mode: mode,
      certificate: AcceptanceCertificate(acceptance: acceptance, proof: proof),
      digest: (stated, digest))
  }

  private func integer(_ range: Range<Int>) throws(ParseError) -> Int {
    guard let value = text.smallInteger(range), value >= 0 else {
      throw text.error(at: range.lowerBound, expected: "a whole number")
    }
    return value
  }

  /// One number, or a lower and an upper one.
  private mutating func enclosure(_ word: String) throws(ParseError) -> Enclosure {
    let range = try lines.value(of: word)
    guard let space = text.bytes[range].firstIndex(of: 0x20) else {
      return Enclosure(try text.number(range))
    }
    let lower = try text.number(range.lowerBound..<space)
    let upper = try text.number(space + 1..<range.upperBound)
    guard lower < upper else {
      throw text.error(at: space + 1, expected: "a number larger than the one before it")
    }
    return Enclosure(lower, upper)
  }

  /// A title with a number of entries, no larger than what the text has room for.
  private mutating func count(_ title: String) throws(ParseError) -> Int {
    let range = try lines.value(of: title)
    let count = try integer(range)
    guard count <= text.bytes.count else {
      throw text.error(at: range.lowerBound, expected: "as many entries as there are lines")
    }
    return count
  }

  private mutating func tokens(_ title: String) throws(ParseError) -> [Int] {
    let count = try count(title)
    var tokens: [Int] = []
    tokens.reserveCapacity(count)
    for _ in 0..<count {
      tokens.append(try integer(lines.line))
      lines.advance()
    }
    return tokens
  }

  /// Lines of a mass, the place of a set counted from 1, and a token.
  private mutating func moves() throws(ParseError) -> [FlowProof.Move] {
    let count = try count("moves")
    var moves: [FlowProof.Move] = []
    for _ in 0..<count {
      let line = lines.line
      guard let first = text.bytes[line].firstIndex(of: 0x20),
        let second = text.bytes[first + 1..<line.upperBound].firstIndex(of: 0x20)
      else {
        throw text.error(at: line.lowerBound, expected: "a mass, a set and a token")
      }
      let mass = try text.number(line.lowerBound..<first)
      let set = try integer(first + 1..<second)
      let token = try integer(second + 1..<line.upperBound)
      moves.append(FlowProof.Move(set: set - 1, token: token, mass: mass))
      lines.advance()
    }
    return moves
  }
}
