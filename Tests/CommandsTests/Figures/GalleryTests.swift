// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Commands

/// `Examples/gallery`: the page is what the programs print, and every kind of figure is there.
@Suite("The gallery of figures")
struct GalleryTests {
  static let folder = DocumentationTests.root.appendingPathComponent("Examples/gallery")

  @Test("every picture in the page is what spechub figure draws now")
  func pictures() throws {
    let page = try String(
      contentsOf: Self.folder.appendingPathComponent("index.html"), encoding: .utf8)
    var kinds: Set<String> = []
    let sections = page.components(separatedBy: "<section ").dropFirst()
    for section in sections {
      let command = try #require(
        section.components(separatedBy: "<code>spechub figure ").dropFirst().first?
          .components(separatedBy: "</code>").first)
      kinds.insert(command.components(separatedBy: " ")[0])
      let figure = try FigureTests.figure(command)
      #expect(
        section.contains(figure.svg), "\(command) draws something else; run Examples/gallery/make")
      #expect(section.contains(figure.table.html), "\(command) has other numbers")
      try SVGDocument(figure.svg).demandLegible()
    }
    #expect(kinds == Set(FigureCommand.Kind.allCases.map(\.rawValue)))
  }

  @Test(
    "a PNG of every kind on the worked example, small, 1050 pixels wide, and shown by the README")
  func rendered() throws {
    let readme = try String(
      contentsOf: Self.folder.appendingPathComponent("README.md"), encoding: .utf8)
    for kind in FigureCommand.Kind.allCases {
      let data = try Data(contentsOf: Self.folder.appendingPathComponent("\(kind).png"))
      #expect(data.count < 150_000, "\(kind).png has \(data.count) bytes")
      #expect(Array(data[1..<4]) == Array("PNG".utf8))
      #expect(data[16..<20].reduce(0) { $0 << 8 | Int($1) } == 1050)
      #expect(readme.contains("](\(kind).png)"), "README.md does not show \(kind).png")
      #expect(
        readme.contains("spechub figure \(kind) Examples/instances/worked-example.json"),
        "README.md does not say how \(kind).png is made")
    }
  }
}
