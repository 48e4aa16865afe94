// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import LinearPrograms
import Testing

/// Hostile texts: short ones that mean something huge. Each is refused before the memory is full.
@Suite("Limits of the readers")
struct LimitTests {
  private func message(_ format: ModelFormat, _ text: String) -> String {
    do {
      return "\(try format.read(bytes: Array(text.utf8), source: "huge").variables.count) variables"
    } catch {
      return "\(error)".split(separator: "\n").first.map(String.init) ?? ""
    }
  }

  private let tooLarge = "numbers that need 268435456 bits more than their text"

  @Test("a thousand numbers of forty thousand bytes each")
  func exponents() {
    let lp = "min\n" + (0..<1_000).map { " + 1e99999 x\($0)\n" }.joined() + "st\nend"
    #expect(message(.lp, lp).hasSuffix(tooLarge))
    let rows = (0..<1_000).map { " N r\($0)\n" }.joined()
    let entries = (0..<1_000).map { " x r\($0) 1e-99999\n" }.joined()
    #expect(
      message(.mps, "ROWS\n\(rows)COLUMNS\n\(entries)ENDATA").hasSuffix(tooLarge))
    let names = (0..<1_000).map { "\"x\($0)\"" }.joined(separator: ",")
    for number in ["1e99999", "\"1e-99999\""] {
      let terms = (0..<1_000).map { "[\($0), \(number)]" }.joined(separator: ",")
      let json = """
        {"format": "spechub-lp 1", "variables": [\(names)], "rows": [{"terms": [\(terms)]}]}
        """
      #expect(message(.json, json).contains("than their text"))
    }
  }

  @Test("sums of fractions whose denominators multiply")
  func sums() {
    // Distinct denominators that hardly share a factor.
    let fractions = (0..<2_000).map { "1/\(1_000_000_000_000_000_003 + 2 * $0)" }
    let constants = fractions.map { " + \($0)\n" }.joined()
    #expect(message(.lp, "min\n\(constants)st\nend").hasSuffix(tooLarge))
    let terms = fractions.map { " + \($0) x\n" }.joined()
    #expect(message(.lp, "min\n\(terms)st\nend").hasSuffix(tooLarge))
    #expect(message(.lp, "min\nst\n r: \(terms) >= 1\nend").hasSuffix(tooLarge))
  }

  @Test("a number of a million digits is read, a longer one refused")
  func digits() {
    let nines = String(repeating: "9", count: 1_000_000)
    #expect(message(.lp, "min \(nines) x\nst\nend") == "1 variables")
    #expect(
      message(.lp, "min 1\(nines) x\nst\nend")
        == "huge:1:5: expected a number of at most 1000000 characters, found one of 1000001")
    let json = "{\"format\": \"spechub-lp 1\", \"variables\": [], \"objective\": {\"constant\": "
    #expect(message(.json, json + "\"\(nines)9\"}}").contains("1000000 characters"))
  }
}
