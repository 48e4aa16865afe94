// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
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

  @Test("a browser draws every picture whole, and no label hides another in the font that it has")
  func browser() throws {
    guard let browser = PageBrowser.find() else {
      try #require(!PageBrowser.isRequired, "REQUIRE_TOOLS is set and there is no Chromium")
      return print("skipped: there is no Chromium to open the gallery in")
    }
    let pictures = try browser.run(
      "Examples/gallery/index.html",
      probe: """
        return [...document.querySelectorAll("svg")].map((svg) => {
          const frame = svg.getBoundingClientRect();
          const texts = [...svg.querySelectorAll("text")].map((text) => {
            const { left, top, right, bottom } = text.getBoundingClientRect();
            return { text: text.textContent, left, top, right, bottom };
          });
          const wrong = [];
          texts.forEach((one, index) => {
            if (one.right - one.left <= 0 || one.left < frame.left || one.right > frame.right
                || one.top < frame.top || one.bottom > frame.bottom) wrong.push(`${one.text} sticks out`);
            // Lines of text are higher than letters: a third of a line may be shared.
            for (const other of texts.slice(0, index)) {
              const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
              const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
              const line = Math.min(one.bottom - one.top, other.bottom - other.top);
              if (width > 1 && height > line / 3) wrong.push(`${one.text} hides ${other.text}`);
            }
          });
          return { section: svg.closest("section").id, width: `${frame.width}`,
            height: `${frame.height}`, texts: `${texts.length}`, wrong };
        });
        """
    ).elements()
    #expect(pictures.count == 13)
    for picture in pictures {
      let section = try picture.required("section").string()
      let size = try ["width", "height", "texts"].map {
        Double(try picture.required($0).string()) ?? 0
      }
      #expect(size[0] > 500 && size[1] > 200 && size[2] > 10, "\(section): \(size)")
      let wrong = try picture.required("wrong").strings()
      #expect(wrong.isEmpty, "\(section): \(wrong.joined(separator: "; "))")
    }
  }
}
