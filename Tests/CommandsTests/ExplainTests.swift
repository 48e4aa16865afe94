// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding
import TestSupport
import Testing

@testable import Commands

@Suite("spechub explain")
struct ExplainTests {
  private static func instance(_ choices: inout Choices) throws -> Instance {
    let drafts = choices.integer(in: 1...3)
    let size = choices.integer(in: 1...[6, 5, 3][drafts - 1])
    func law(_ choices: inout Choices) throws -> Distribution {
      // Small denominators are printed whole, so that the page can be read back.
      let denominator = choices.bool() ? choices.integer(in: 1...20) : nil
      return try Distribution(choices.distribution(size: size, denominator: denominator))
    }
    let target = try law(&choices)
    let draft = choices.integer(in: 0...5) == 0 ? target : try law(&choices)
    var samplings: [Sampling] = [.iid, .withoutReplacement, .greedy]
    if drafts == 2 {
      samplings += [.hub(token: nil), .hub(token: choices.integer(in: 0...(size - 1)))]
    }
    // Any law of tuples serves as a joint one.
    samplings.append(.joint(DraftLaw.iid(target, drafts: drafts).entries))
    return try Instance(
      target: target, draft: draft, drafts: drafts, sampling: choices.pick(from: samplings))
  }

  @Test("every equation on the page holds when it is evaluated anew, and says the right number")
  func equations() throws {
    var (compared, pages) = (0, 0)
    try forAll("equations of spechub explain", cases: 1000, Self.instance) { instance in
      let explanation = try Explanation(instance)
      pages += 1
      try demand(
        explanation.document.defects.isEmpty, "not so: \(explanation.document.defects)")
      // A maximum flow over the tuples knows the acceptance without any theorem.
      let law = try DraftLaw(
        instance.sampling, draft: instance.draft, drafts: instance.drafts)
      let alpha = law.transport(to: instance.target).largestAcceptance().value
      try demand(explanation.alpha == alpha, "α is \(String(describing: explanation.alpha))")
      for line in PrintedEquation.lines(of: explanation.document.text) where !line.contains("…") {
        guard let equation = PrintedEquation(line) else {
          throw Unreadable(line: line)
        }
        try demand(equation.holds, "printed: \(line)")
        compared += equation.comparisons
        if line.hasPrefix("acceptance = ") || line.hasPrefix("f(H) + p(outside H) = ") {
          try demand(line.hasSuffix("= \(alpha)"), "α = \(alpha), but printed: \(line)")
        }
      }
    }
    #expect(compared > 2 * pages)
  }

  private struct Unreadable: Error { let line: String }

  @Test("an equation that does not hold is seen, by the page and by the reader of pages")
  func wrongEquations() throws {
    let wrong = Statement(
      "A(b)", .sum([.number(Rational(3, 10)), .number(Rational(1, 10))]), is: 1)
    #expect(!wrong.holds)
    #expect(try #require(PrintedEquation(wrong.text)).holds == false)
    #expect(try #require(PrintedEquation("x = min(1/2, 1/3) ≥ 1/2")).holds == false)
    #expect(try #require(PrintedEquation("c = 1 − (1 − 1/2)² = 3/4 ≤ 1 = L₁")).comparisons == 2)
    #expect(PrintedEquation("a = 1 +") == nil)
    var document = Document(title: "")
    var section = Document.Section("")
    section.show(wrong)
    var table = NumberTable(["", "p", "q", "min"], rules: [.least(1, 2, is: 3)])
    table.add("x", [1, 2, 1])
    table.add("y", [1, 2, 2])
    table.add("all", [2, 4, 3], isSum: true)
    section.show(table)
    document.sections = [section]
    #expect(document.defects.count == 2)
  }

  @Test("a zero divisor makes an equation false, not the program crash")
  func zeroDivisor() {
    #expect(!Statement("x", 1 / 0, is: 0).holds)
  }

  private static func page(_ name: String) throws -> String {
    let path = DocumentationTests.root.path + "/Examples/instances/\(name).json"
    return try Explanation(InstanceFile.read(path, mode: .strict).instance).document.text
  }

  @Test(
    "where something is nothing, the page says so in words",
    arguments: [
      ("worked-example", "no residual law\nis ever asked"),
      ("worked-example", "No probability is larger than 1"),
      ("identical-models", "the two models agree: p = q"),
      ("identical-models", "the one draft is always accepted"),
      ("one-token", "nothing to guess wrong"),
      ("certain-draft", "The small model is certain"),
      ("disjoint-supports", "no token is both wanted and drafted"),
      ("disjoint-supports", "no rule can accept anything"),
      ("disjoint-supports", "RRS accepts nothing either"),
      ("hub-loses-to-rrs", "3 tokens are equally probable for the small model, {0, 1, 2}"),
      ("hub-loses-to-rrs", "The hub is owed nothing"),
      ("hub-loses-to-rrs", "RRS accepts more often than SpecHub"),
    ])
  func edges(_ name: String, _ words: String) throws {
    let page = try Self.page(name).replacing("\n", with: " ")
    #expect(page.contains(words.replacing("\n", with: " ")))
  }

  @Test("a large vocabulary has a short page, and its sums hold")
  func large() throws {
    let weights = (1...2000).map { Rational($0 * $0 % 997 + 1) }
    for sampling in [Sampling.hub(token: nil), .iid, .greedy, .withoutReplacement] {
      let explanation = try Explanation(
        Instance(
          target: Distribution(normalizing: weights),
          draft: Distribution(normalizing: weights.reversed()), drafts: 2, sampling: sampling))
      #expect(explanation.document.defects == [])
      let page = explanation.document.text
      #expect(page.contains("1995 others"))
      #expect(page.split(separator: "\n").count < 300)
    }
  }

  @Test("names of tokens mean nothing to Markdown and HTML, and break no line")
  func names() throws {
    let instance = try Instance(
      name: "<i>`|", tokens: ["<b>&", "a|b`c```", "new\nline"],
      target: Distribution([Rational(1, 3), Rational(1, 3), Rational(1, 3)]),
      draft: Distribution([Rational(1, 2), Rational(1, 4), Rational(1, 4)]), drafts: 2,
      sampling: .hub(token: nil))
    let document = try Explanation(instance).document
    #expect(!document.html.contains("<b>"))
    #expect(!document.html.contains("<i>"))
    #expect(document.html.contains("&lt;b&gt;&amp;"))
    #expect(document.text.contains("\"new\\u{a}line\""))
    // Each row of a table has as many bars that are not escaped as its header.
    for line in document.markdown.split(separator: "\n") where line.hasPrefix("| \\\"a") {
      #expect(line.replacing("\\|", with: "").contains("|"))
    }
    #expect(document.markdown.contains("````text"))
  }

  @Test("the three renderings and JSON have the same sections")
  func renderings() throws {
    let path = DocumentationTests.root.path + "/Examples/instances/worked-example.json"
    let explanation = try Explanation(InstanceFile.read(path, mode: .strict).instance)
    let document = explanation.document
    for (index, section) in document.sections.enumerated() {
      let heading = "\(index + 1). \(section.heading)"
      #expect(document.text.contains("\n\(heading)\n"))
      #expect(document.markdown.contains("\n## \(heading)\n"))
      #expect(document.html.contains("\n<h2>\(heading)</h2>\n"))
    }
    let json = JSONCursor(explanation.json, source: "answer")
    #expect(try json.required("alpha").rational() == 1)
    #expect(try json.required("hub").integer() == 0)
    #expect(try json.required("holds").bool())
    #expect(try json.required("sections").elements().count == document.sections.count)
    #expect(document.html.hasPrefix("<!doctype html>") && !document.html.contains("http"))
  }

  @Test(
    "refusals end with their status and say why",
    arguments: [
      ("Examples/instances/worked-example.json --tokens 0", 64, "at least one token"),
      ("Examples/instances/worked-example.json --json --format html", 64, "one of them"),
      ("Examples/instances/worked-example.json --format pdf", 64, "pdf"),
      ("no-such-file.json", 2, "no such file"),
      ("Examples/instances/language-model-top8.json", 2, "--normalize"),
      ("Examples/models/diet.json", 2, "target"),
    ])
  func refusals(_ arguments: String, _ status: Int, _ reason: String) throws {
    let printed = try DocumentationTests.run("spechub explain \(arguments); echo \"exit $?\"")
    #expect(printed.last == "exit \(status)")
    #expect(printed.joined(separator: "\n").contains(reason))
  }

  @Test("more drafts than can be worked on are refused")
  func tooManyDrafts() throws {
    let printed = try DocumentationTests.run(
      """
      printf '{"target": ["1/2","1/2"], "draft": ["1/3","2/3"], "drafts": 65}' \
      | spechub explain -; echo "exit $?"
      """)
    #expect(printed.last == "exit 2")
    #expect(printed.first?.contains("65") == true)
  }

  @Test("the output file's name says how the page is written")
  func outputFile() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, beginning) in [("a.html", "<!doctype"), ("a.md", "# SpecHub"), ("a.txt", "SpecHub")]
    {
      let path = folder.appendingPathComponent(name).path
      let printed = try DocumentationTests.run(
        "spechub explain Examples/instances/worked-example.json -o \(path)")
      #expect(printed == [])
      #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix(beginning))
    }
  }
}
