// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation
import LPFormats
import Rationals
import Testing

@testable import Commands

@Suite("spechub figure")
struct FigureTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/figures")

  /// The figure of a command line, with paths from the top folder.
  static func figure(_ arguments: String) throws -> Figure {
    var words = arguments.split(separator: " ").map(String.init)
    words[1] = DocumentationTests.root.appendingPathComponent(words[1]).path
    return try FigureCommand.parse(words).figure()
  }

  @Test(
    "the pictures are those that were looked at",
    arguments: FigureCommand.Kind.allCases.map { ("\($0)", "worked-example") } + [
      ("coupling", "letters-peaked"), ("plan", "letters-peaked"), ("plan", "certain-draft"),
      ("comparison", "hub-loses-to-rrs"), ("polymatroid", "two-independent-drafts"),
      ("polymatroid", "letters-peaked"),
    ])
  func golden(_ kind: String, _ instance: String) throws {
    let svg = try Self.figure("\(kind) Examples/instances/\(instance).json").svg
    let file = Self.fixtures.appendingPathComponent("\(instance)-\(kind).svg")
    if ProcessInfo.processInfo.environment["RECORD_FIGURES"] != nil {
      try svg.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(file.lastPathComponent): look at it, and run without RECORD_FIGURES")
      return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(
      svg == golden,
      "\(file.lastPathComponent) has changed; if it is meant to, RECORD_FIGURES=1 writes it anew")
    try SVGDocument(svg).demandLegible()
  }

  @Test("numbers of the worked example, as fractions, in all three tables")
  func tables() throws {
    let figure = try Self.figure("plan Examples/instances/worked-example.json")
    #expect(
      figure.table.csv == """
        from,to,as,mass
        "(b, a)",b,first draft,3/10
        "(a, b)",b,second draft,3/10
        "(c, a)",c,first draft,1/5
        "(a, c)",a,first draft,1/10
        "(a, c)",c,second draft,1/10

        """)
    #expect(figure.page.contains("<td class=\"number\">3/10 <small>0.3</small></td>"))
    #expect(
      figure.json.text(indented: false).contains(
        #"{"from": "(a, c)", "to": "c", "as": "second draft", "mass": "1/10"}"#))
  }

  @Test("a page stands alone, and its picture is the picture")
  func page() throws {
    let figure = try Self.figure("coupling Examples/instances/worked-example.json")
    #expect(figure.page.contains(figure.svg))
    for word in ["http:", "https:", "src=", "href=", "@import", "url("] {
      #expect(
        !figure.page.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
          .contains(word), "the page loads something: \(word)")
    }
  }

  @Test("fields of CSV are quoted where they have to be")
  func quoting() {
    var table = FigureTable(["token", "mass"])
    table.add([.text("a,b"), .exact(Rational(1, 3))])
    table.add([.text("\"\n"), .none])
    #expect(table.csv == "token,mass\n\"a,b\",1/3\n\"\"\"\n\",\n")
  }

  @Test(
    "labels are fractions where they fit, and never more than is known",
    arguments: [
      ("3/10", 100.0, "3/10"), ("123456789/987654321", 100, "≈0.125"), ("1/3", 20, "1/3"),
      ("1000/3001", 30, "≈0.3"), ("1/30001", 28, "<0.1"), ("1/30001", 42, "<0.001"), ("0", 8, "0"),
      ("1/3", 4, "…"),
    ])
  func labels(_ value: String, _ width: Double, _ label: String) throws {
    #expect(FigureNumber(try #require(Rational(value))).label(fitting: width) == label)
  }

  @Test(
    "what cannot be drawn is refused, with the reason and what to do",
    arguments: [
      ("figure cube Examples/instances/worked-example.json", 64, "- polymatroid"),
      (
        "figure plan Examples/instances/worked-example.json -o plan.jpeg", 64, ".svg, .png or .html"
      ),
      ("figure plan Examples/instances/worked-example.json -o .svg/", 64, ".svg, .png or .html"),
      ("figure plan no-such.json", 2, "no-such.json"),
      (
        "figure plan Examples/instances/worked-example.json -o /no/such/folder/p.svg", 2, "/no/such"
      ),
      (
        "figure plan Examples/instances/two-independent-drafts.json --drafts 3", 2,
        "expected 2, found 3; --drafts 2"
      ),
      ("figure coupling Examples/instances/language-model-top8.json", 2, "--normalize"),
      ("figure acceptance Examples/paper/letters.jsonl", 2, "one instance is needed"),
      ("figure residual Examples/instances/worked-example.json --schemes rsr", 64, "\"rsr\""),
      ("figure tree Examples/trees/toy.json", 64, "--root"),
      ("figure tree Examples/trees/toy.json --root 7", 2, "outside 0 … 2"),
      ("figure tree Examples/instances/worked-example.json --root 0", 64, "every position"),
      ("figure tree Examples/trees/toy.json --root 0 --schemes rsr", 64, "\"rsr\""),
      ("figure decay Examples/paper/letters.jsonl --where temperature=9", 2, "no instance is left"),
    ])
  func refusals(_ command: String, _ status: Int, _ reason: String) throws {
    let printed = try DocumentationTests.run("spechub \(command); echo \"status $?\"")
    #expect(printed.last == "status \(status)")
    #expect(printed.joined(separator: "\n").contains(reason), "\(printed)")
  }

  @Test("a vocabulary that is too large for a picture is a limit, and others are drawn together")
  func largeVocabularies() throws {
    let weights = Array(repeating: "1", count: 150).joined(separator: ",")
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("spechub-figures-\(getpid()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try #"{"target": [\#(weights)], "draft": [\#(weights)], "total": 150, "drafts": 2}"#
      .write(to: file, atomically: true, encoding: .utf8)
    for (kind, status, reason) in [
      ("coupling", 3, "22500 draft tuples"), ("polymatroid", 3, "150 tokens"),
      ("plan", 0, "least likely tokens"), ("comparison", 0, "least likely tokens"),
    ] {
      let printed = try DocumentationTests.run(
        "spechub figure \(kind) \(file.path) 2>&1; echo \"status $?\"")
      #expect(printed.last == "status \(status)", "\(kind)")
      let text = printed.joined(separator: "\n")
      #expect(text.contains(reason), "\(kind)")
    }
  }

  @Test("PNG needs a program, which is asked for by name where it is missing")
  func missingProgram() throws {
    let printed = try DocumentationTests.run(
      "spechub=$(command -v spechub); PATH=/nonexistent \"$spechub\" figure plan "
        + "Examples/instances/worked-example.json -o /tmp/never-written.png; echo \"status $?\"")
    #expect(printed.last == "status 2")
    #expect(printed.joined().contains("apt-get install librsvg2-bin"), "\(printed)")
    #expect(!FileManager.default.fileExists(atPath: "/tmp/never-written.png"))
  }

  @Test("a PNG is a picture of 1050 pixels a line, as wide as a page")
  func png() throws {
    guard try DocumentationTests.run("command -v rsvg-convert").first != nil else {
      try #require(!PageBrowser.isRequired, "REQUIRE_TOOLS is set and there is no rsvg-convert")
      return print("skipped: there is no rsvg-convert to make a PNG with")
    }
    let bytes = try Rasterizer.png(
      Self.figure("plan Examples/instances/worked-example.json").svg)
    #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(bytes[16..<20].reduce(0) { $0 << 8 | Int($1) } == 1050)
    #expect(throws: CommandFailure.self) { try Rasterizer.png("this is no picture") }
  }
}
