// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

extension LinearProgram {
  /// What to tell of a bound that other readers take for an infinity.
  var hugeBoundNote: String? {
    let huge = Rational(10).raised(to: 20)
    let first = variables.first { variable in
      [variable.lower, variable.upper].contains { ($0.value?.magnitude ?? 0) >= huge }
    }
    return first.map { "\($0.name): a bound of 1e20 or more is a number here; inf means no bound" }
  }
}

extension LPReader {
  /// Tells what a person may not expect of a program in the LP format.
  func tellNotes(about program: LinearProgram, _ note: (String) -> Void) {
    let variables = program.variables
    if let fraction = variables.first(where: { Self.looksLikeFraction($0.name) }) {
      note("\(fraction.name) is a name here; a fraction stands before its variable: 1/3 x")
    }
    if let crossed = variables.first(where: {
      $0.lower == 0 && ($0.upper.value?.signum ?? 0) < 0
    }) {
      note("\(crossed.name): the upper bound is below the lower bound, 0 unless stated otherwise")
    }
    if let huge = program.hugeBoundNote { note(huge) }
  }

  /// Whether a name may be meant as a variable divided by a number.
  private static func looksLikeFraction(_ name: String) -> Bool {
    guard let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
    let behind = name.utf8[name.utf8.index(after: slash)...]
    return !behind.isEmpty && behind.allSatisfy(\.isDigit)
  }
}
