// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import IndependentChecks
import LPFormats
import LinearPrograms
import Rationals
import TestSupport
import Testing

/// The text of certificates of the largest acceptance, line by line.
@Suite("Certificates of the largest acceptance as text")
struct AcceptanceTextTests {
  private func read(_ text: String) throws(ParseError) -> AcceptanceClaim {
    try AcceptanceCertificateText.read(Array(text.utf8), source: "test.cert")
  }

  private func text(_ item: AcceptanceCase) -> String {
    AcceptanceCertificateText.write(item.certificate, for: item.problem, mode: .strict)
  }

  /// The lines before the digest, with the digest that is right for them.
  private func sealed(_ lines: [String]) -> String {
    let body = lines.map { $0 + "\n" }.joined()
    var hash = FNV1a()
    hash.add(body.utf8)
    return body + "digest \(hash.text)\nend\n"
  }

  /// One problem for each theorem: q = (1/2, 1/3, 1/6) towards p = (1/6, 1/2, 1/3).
  private func example(_ sampling: InstanceText.Sampling) throws -> AcceptanceCase {
    try #require(
      AcceptanceCase(target: [1, 3, 2], draft: [3, 2, 1], drafts: 2, sampling: sampling))
  }

  private var samplings: [InstanceText.Sampling] {
    [
      .iid, .hub(token: nil),
      .joint([([0, 1], Rational(1, 2)), ([1, 2], Rational(1, 3)), ([2, 2], Rational(1, 6))]),
    ]
  }

  @Test("what was written is read back and valid, for every kind of proof")
  func roundTrip() throws {
    try forAll("texts of certificates", cases: 1500, { $0.acceptanceCase() }) { item in
      guard let item else { return }
      let text = text(item)
      try demand(AcceptanceCertificateText.isHeader(of: Array(text.utf8)), "the header")
      let claim = try read(text)
      try demand(claim.certificate == item.certificate, "\(claim.certificate)")
      try demand(claim.instance == item.problem.fingerprint, claim.instance)
      try demand(claim.mode == .strict, "\(claim.mode)")
      try demand(claim.digest.stated == claim.digest.found, "\(claim.digest)")
      try demand(claim.verify(against: item.problem) == .valid, "\(claim)")
      try demand(claim.summary == "acceptance \(item.definition.value)", claim.summary)
    }
    #expect(!AcceptanceCertificateText.isHeader(of: Array("spechub-certificate 1\n".utf8)))
    #expect(!AcceptanceCertificateText.isHeader(of: []))
  }

  @Test("enclosures are written by their decimals")
  func enclosures() throws {
    let item = try #require(
      AcceptanceCase(
        target: [1, 3, 2], draft: [3, 2, 1], drafts: 2, sampling: .withoutReplacement))
    var certificate = item.certificate
    let unit = Rational(10).raised(to: -50)
    certificate.acceptance = Enclosure(
      truncated: (item.definition.value / unit).floor * unit)
    let written = AcceptanceCertificateText.write(
      certificate, for: item.problem, mode: .normalize)
    let line = written.split(separator: "\n").first { $0.hasPrefix("acceptance ") }
    let ends = try #require(line).split(separator: " ")
    #expect(ends.count == 3)
    #expect(ends[1].split(separator: ".")[1].count == 50)
    let claim = try read(written)
    #expect(claim.certificate == certificate)
    #expect(claim.mode == .normalize)
  }

  @Test("a line that is missing, doubled or empty is refused where it is")
  func lines() throws {
    for sampling in samplings {
      let item = try example(sampling)
      let lines = text(item).split(separator: "\n").map(String.init)
      for index in lines.indices {
        for change in 0..<3 {
          var changed = lines
          switch change {
          case 0: changed.remove(at: index)
          case 1: changed.insert(lines[index], at: index)
          default: changed[index] = ""
          }
          let text = changed.map { $0 + "\n" }.joined()
          do throws(ParseError) {
            _ = try read(text)
            Issue.record("read: \(text)")
          } catch {
            #expect(error.source == "test.cert")
            // Entries of a list are taken for what comes next only when they are too many.
            #expect(error.line >= index + 1, "\(error)")
          }
        }
      }
      // Line ends of another system are no change of what is said.
      let claim = try read(text(item).replacing("\n", with: "\r\n"))
      #expect(claim.certificate == item.certificate)
      #expect(claim.digest.stated != claim.digest.found)
    }
  }

  @Test("every word and number has its own message")
  func messages() throws {
    let prefix = text(try example(.iid)).split(separator: "\n").map(String.init).dropLast(2)
    let flow = text(try example(samplings[2])).split(separator: "\n").map(String.init).dropLast(2)
    func message(_ lines: [String]) -> String {
      do throws(ParseError) {
        _ = try read(sealed(lines))
        return "read"
      } catch {
        return "\(error.line):\(error.column): expected \(error.expected), found \(error.found)"
      }
    }
    func changed(_ lines: ArraySlice<String>, _ start: String, _ line: String) -> String {
      message(lines.map { $0.hasPrefix(start) ? line : $0 })
    }
    #expect(message(Array(prefix)) == "read")
    #expect(message(Array(flow)) == "read")
    let whole = "a whole number"
    let cases: [(ArraySlice<String>, String, String, String)] = [
      (prefix, "spechub", "spechub-acceptance 2", "1:1: expected the line"),
      (prefix, "instance", "instance 123", "2:10: expected a fingerprint of 16 hexadecimal digits"),
      (
        prefix, "instance", "instance 123456789012345g",
        "2:10: expected a fingerprint of 16 hexadecimal digits"
      ),
      (prefix, "instance", "instance", "2:1: expected \"instance\" and its value"),
      (prefix, "instance", "instance ", "2:1: expected \"instance\" and its value"),
      (prefix, "numbers", "numbers loose", "3:9: expected strict or normalize"),
      (
        prefix, "theorem", "theorem fermat",
        "4:9: expected prefix-cut, fixed-tokens or maximum-flow"
      ),
      (prefix, "acceptance", "acceptance one", "5:12: expected a number"),
      (
        prefix, "acceptance", "acceptance 1 1", "5:14: expected a number larger than the one before"
      ),
      (
        prefix, "acceptance", "acceptance 1 0", "5:14: expected a number larger than the one before"
      ),
      (prefix, "acceptance", "acceptance 1 x", "5:14: expected a number"),
      (prefix, "cut", "cut -1", "6:5: expected \(whole)"),
      (prefix, "cut", "cut 1/2", "6:5: expected \(whole)"),
      (prefix, "threshold", "threshold", "7:1: expected \"threshold\""),
      (prefix, "order", "order x", "8:7: expected \(whole)"),
      (prefix, "order", "order 4000", "8:7: expected as many entries as there are lines"),
      (flow, "moves", "moves 4000", "expected as many entries as there are lines"),
      (flow, "moves", "moves -2", "expected \(whole)"),
    ]
    for (lines, start, line, expected) in cases {
      let found = changed(lines, start, line)
      #expect(found.contains(expected), "\(line): \(found)")
    }
    // Lines of moves: mass, set, token.
    let moves = try #require(flow.firstIndex { $0.hasPrefix("moves") })
    for (line, expected) in [
      ("1/2", "1: expected a mass, a set and a token"),
      ("1/2 1", "1: expected a mass, a set and a token"),
      ("x 1 1", "1: expected a number"), ("1/2 x 1", "5: expected \(whole)"),
      ("1/2 1 x", "7: expected \(whole)"), ("1/2 1 -1", "7: expected \(whole)"),
    ] {
      var lines = Array(flow)
      lines[moves + 1] = line
      #expect(message(lines).contains("\(moves + 2):\(expected)"), "\(line): \(message(lines))")
    }
    // As many entries as the text has bytes is the most there could be.
    func withOrder(_ count: Int) -> [String] {
      prefix.map { $0.hasPrefix("order") ? "order \(count)" : $0 }
    }
    let count = sealed(withOrder(100)).utf8.count
    #expect(message(withOrder(count)).contains("expected \(whole)"))
    #expect(message(withOrder(count + 1)).contains("expected as many entries as there are lines"))
    do throws(ParseError) {
      _ = try read(sealed(Array(prefix)) + "more\n")
      Issue.record("read with more behind the end")
    } catch {
      #expect(error.expected == "nothing after \"end\"")
    }
  }

  @Test("the digest catches a change, and the instance another instance")
  func verdicts() throws {
    for sampling in samplings {
      let item = try example(sampling)
      let text = text(item)
      var claim = try read(text)
      #expect(claim.verify(against: item.problem) == .valid)
      claim.digest.stated = "0000000000000000"
      #expect(
        claim.verify(against: item.problem)
          == .invalid([
            .acceptance(.wrongDigest(stated: "0000000000000000", found: claim.digest.found))
          ]))
      // Both a condition and the digest.
      claim.certificate.acceptance = Enclosure(2)
      guard case .invalid(let violations) = claim.verify(against: item.problem) else {
        Issue.record("accepted")
        continue
      }
      #expect(violations.count == 2)
      claim.instance = "1111111111111111"
      #expect(
        claim.verify(against: item.problem)
          == .invalid([
            .acceptance(
              .wrongInstance(expected: item.problem.fingerprint, found: "1111111111111111"))
          ]))
    }
  }
}
