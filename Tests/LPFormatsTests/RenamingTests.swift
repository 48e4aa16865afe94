// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import LPWriting
import LinearPrograms
import TestSupport
import Testing

@Suite("Renaming")
struct RenamingTests {
  @Test("afterwards every format can hold the names", arguments: ModelFormat.allCases)
  func renaming(_ format: ModelFormat) throws {
    try forAll(
      "renaming for \(format)", cases: 500,
      { $0.linearProgram($0.pick(from: Choices.Vocabulary.allCases)) }
    ) {
      program in
      let (renamed, changes) = format.renaming(program)
      try demand(renamed.columns == program.columns, "another matrix")
      do {
        let text = try format.text(of: renamed)
        let back = try format.read(bytes: Array(text.utf8), source: "renamed")
        try demand(back == renamed, "read back as \(back)")
      } catch let error as FormatError {
        try demand(error.reason.contains("cross"), "\(error)")
      }
      if (try? format.text(of: program)) != nil {
        try demand(changes == 0 || format == .mps, "\(changes) names were changed for nothing")
      }
    }
  }

  @Test("what GMPL calls things, for LP")
  func brackets() {
    var program = LinearProgram(sense: .minimize)
    for name in ["buy[1,2]", "buy(1,2)", "buy['a b']", "end", "1", "x", "x"] {
      program.addVariable(name, entries: [])
    }
    let (renamed, changes) = ModelFormat.lp.renaming(program)
    #expect(
      renamed.variables.map(\.name)
        == ["xbuy(1,2).1", "buy(1,2)", "buy('a_b')", "xend", "x1", "x", "xx.7"])
    #expect(changes == 5)
  }
}
