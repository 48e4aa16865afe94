// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import LinearPrograms
public import Rationals

extension LinearProgram {
  /// The program and a certificate as a Coq file, whose theorem `certified` is what the certificate
  /// claims of the program.
  ///
  /// Coq accepts the file if and only if the proved checker of `Proofs/theories/Checker.v` accepts the
  /// certificate, which is as often as `Outcome.verify(against:)` and the `objective`
  /// stated do; nothing is checked here. With `evaluating` the file has no theorem and prints the
  /// verdict instead. Every program can be written; names appear in comments only.
  ///
  /// Numbers are written over common denominators: one for the costs, one for the bounds of variables,
  /// one for each row, one for the point, one for the multipliers. Those of 64 bits and more are
  /// hexadecimal, which Coq reads in linear time.
  /// Cost: one gcd and one product a nonzero.
  public func coqText(
    proving outcome: Outcome, objective: Rational? = nil, evaluating: Bool = false
  ) -> String {
    let rows = IntegerRows(self)
    var output = """
      (* \(variables.count) variables, \(self.rows.count) rows; fingerprint \(fingerprint). *)

      From Coq Require Import ZArith List.
      From SpecHub Require Import Checker CheckerSound.
      Import ListNotations.
      Local Open Scope Z_scope.

      \(CoqText.definition(of: self, rows))
      Definition proof : certificate :=
        \(CoqText.text(outcome, of: self, rows, objective: objective)).


      """
    output +=
      evaluating
      ? "Eval vm_compute in check model proof.\n"
      : """
      Theorem certified : claim model proof.
      Proof. apply check_sound; vm_cast_no_check (eq_refl true). Qed.

      Print Assumptions certified.

      """
    return output
  }
}

/// Terms of `Checker.v`.
private enum CoqText {
  static func definition(of program: LinearProgram, _ rows: IntegerRows) -> String {
    let costs = program.variables.map(\.cost)
    let costScale = commonDenominator(of: costs + [program.objectiveConstant])
    let bounds = program.variables.flatMap { [$0.lower, $0.upper] }.compactMap(\.value)
    let boundScale = commonDenominator(of: bounds)
    let variables = program.variables.enumerated().map { place, variable in
      "Var \(place + 1) \(option(variable.lower.value.map { $0 * boundScale })) "
        + "\(option(variable.upper.value.map { $0 * boundScale })) "
        + argument(variable.cost * costScale)
    }
    let lines = rows.rows.map { row in
      "Row \(integer(row.scale)) \(option(row.lower)) \(option(row.upper))\n      "
        + list(row.entries.map { term($0.variable, $0.value) })
    }
    return """
      Definition model : program := {|
        maximize := \(program.sense == .maximize);
        cost_scale := \(integer(costScale));
        constant := \(integer(program.objectiveConstant * costScale));
        bound_scale := \(integer(boundScale));
        variables := \(block(lines: variables, names: program.variables.map(\.name)));
        rows := \(block(lines: lines, names: program.rows.map(\.name))) |}.

      """
  }

  static func text(
    _ outcome: Outcome, of program: LinearProgram, _ rows: IntegerRows, objective: Rational?
  ) -> String {
    switch outcome {
    case .optimal(let certificate):
      let value = objective ?? program.objective(at: certificate.primal)
      let (pointScale, point) = vector(certificate.primal)
      let (multiplierScale, multipliers) = scaled(certificate.multipliers, rows)
      return
        "Optimal \(argument(value.numerator)) \(integer(value.denominator))\n    \(integer(pointScale)) \(point)\n"
        + "    \(integer(multiplierScale)) \(multipliers)"
    case .infeasible(.multipliers(let multipliers)):
      return "Multipliers \(scaled(multipliers, rows).list)"
    case .infeasible(.crossedRow(let index)): return "CrossedRow \(index + 1)"
    case .infeasible(.crossedVariable(let index)): return "CrossedVariable \(index + 1)"
    case .unbounded(let certificate):
      let (pointScale, point) = vector(certificate.point)
      return "Unbounded \(integer(pointScale)) \(point)\n    \(vector(certificate.ray).list)"
    }
  }

  /// The nonzeros of a vector as integers over one scale.
  private static func vector(_ values: [Rational]) -> (scale: Rational, list: String) {
    let scale = commonDenominator(of: values)
    let nonzero = values.indices.filter { !values[$0].isZero }
    return (scale, list(nonzero.map { term($0, values[$0] * scale) }))
  }

  /// Multipliers of the integer rows, over one scale: that of a row is yᵢ divided by the row's own.
  private static func scaled(
    _ multipliers: [Rational], _ rows: IntegerRows
  ) -> (scale: Rational, list: String) {
    let values = zip(multipliers, rows.rows).map { $0 / $1.scale }
    let scale = commonDenominator(of: values)
    return (scale, list(values.map { integer($0 * scale) }))
  }

  private static func term(_ variable: Int, _ value: Rational) -> String {
    "term \(variable + 1) \(argument(value))"
  }

  /// An integer, in parentheses when it is negative.
  private static func argument(_ value: Rational) -> String {
    value.signum < 0 ? "(\(integer(value)))" : integer(value)
  }

  private static func integer(_ value: Rational) -> String {
    value.bitWidth < 64 ? value.description : value.hexadecimalInteger
  }

  private static func option(_ value: Rational?) -> String {
    value.map { "(Some \(argument($0)))" } ?? "None"
  }

  private static func list(_ items: [String]) -> String {
    "[" + items.joined(separator: "; ") + "]"
  }

  /// One item a line, with its name behind it where a comment can hold the name.
  private static func block(lines: [String], names: [String]) -> String {
    let last = lines.count - 1
    let items = zip(lines, names).enumerated().map { index, item in
      let separator = index == last ? "" : ";"
      let comment = isPlain(item.1) ? " (* \(item.1) *)" : ""
      return "\n    \(item.0)\(separator)\(comment)"
    }
    return "[" + items.joined() + "]"
  }

  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        let isLetter = (byte | 0x20) &- UInt8(ascii: "a") < 26
        let isDigit = byte &- UInt8(ascii: "0") < 10
        return isLetter || isDigit || "_.-[]".utf8.contains(byte)
      }
  }
}
