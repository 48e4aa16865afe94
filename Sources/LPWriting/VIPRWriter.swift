// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import LinearPrograms
import Rationals

extension LinearProgram {
  /// The program and a proof of its outcome in the format VIPR 1.0, for checkers of other people.
  ///
  /// Cheung, Gleixner and Steffy (Verifying integer programming results, IPCO 2017) list constraints,
  /// the bounds of variables among them, and derive new ones as linear combinations. A row or variable
  /// with two bounds stands as two constraints. One derivation is enough here: the multipliers y of an
  /// optimum combine rows and, with the reduced costs, bounds into `objective ≥ optimum` (of a
  /// maximisation ≤), those of Farkas into `0 ≥ ε`. Each multiplier leans on the bound that its sign
  /// asks for, as in `OptimalityCertificate` and `FarkasCertificate`.
  ///
  /// The format has no constant in the objective, so the range to prove leaves it out, and says so in
  /// a comment. Names are made unique, and white space in them becomes `_`.
  ///
  /// Throws when the outcome is unbounded, which the format cannot prove, or does not hold.
  /// Cost: the check of the certificate, and one pass over the nonzeros.
  public func viprText(proving outcome: Outcome) throws(FormatError) -> String {
    guard case .valid = outcome.verify(against: self) else {
      throw FormatError(
        format: "VIPR", reason: "the certificate is not valid, `spechub check` says why")
    }
    let writer = VIPRWriter(self)
    switch outcome {
    case .unbounded:
      throw FormatError(format: "VIPR", reason: "it has no proofs that a program is unbounded")
    case .infeasible(let certificate):
      return writer.model + "RTP infeas\nSOL 0\n" + writer.contradiction(certificate)
    case .optimal(let certificate):
      let optimum = objective(at: certificate.primal) - objectiveConstant
      return writer.model + "RTP range \(optimum) \(optimum)\n"
        + "SOL 1\noptimal \(VIPRWriter.vector(certificate.primal))\n"
        + writer.optimality(certificate.multipliers, optimum: optimum)
    }
  }
}

/// The model's sections, and derivations from its constraints.
private struct VIPRWriter {
  /// The indices of the constraints of a row or variable; one twice for an equation.
  private typealias Sides = (lower: Int?, upper: Int?)
  private typealias Term = (index: Int, multiplier: Rational)

  private let program: LinearProgram
  private var constraints: [String] = []
  private var rightSides: [Rational] = []
  private var variableSides: [Sides] = []
  private var rowSides: [Sides] = []

  init(_ program: LinearProgram) {
    self.program = program
    var names = UniqueWords()
    // The format wants the bounds of variables before all else.
    for (index, variable) in program.variables.enumerated() {
      variableSides.append(
        add(variable.name, variable.lower, variable.upper, form: "1  \(index) 1", &names))
    }
    var forms = [[String]](repeating: [], count: program.rows.count)
    for (index, column) in program.columns.enumerated() {
      for entry in column { forms[entry.row].append("  \(index) \(entry.value)") }
    }
    for (row, form) in zip(program.rows, forms) {
      let form = "\(form.count)\(form.joined())"
      rowSides.append(add(row.name, row.lower, row.upper, form: form, &names))
    }
  }

  private mutating func add(
    _ name: String, _ lower: Bound, _ upper: Bound, form: String, _ names: inout UniqueWords
  ) -> Sides {
    func append(_ suffix: String, _ sense: String, _ bound: Rational) -> Int {
      constraints.append("\(names.word(name + suffix)) \(sense) \(bound) \(form)")
      rightSides.append(bound)
      return constraints.count - 1
    }
    if let value = lower.value, value == upper.value {
      let index = append("", "E", value)
      return (index, index)
    }
    return (
      lower.value.map { append(".lower", "G", $0) }, upper.value.map { append(".upper", "L", $0) }
    )
  }

  /// Everything up to the constraints.
  var model: String {
    var words = UniqueWords()
    let variables = program.variables.map { words.word($0.name) }
    let bounds = program.variables.reduce(0) { count, variable in
      let sides = [variable.lower.value, variable.upper.value].compactMap { $0 }
      return count + Set(sides).count
    }
    var text = "% \(variables.count) variables, \(program.rows.count) rows; "
    text += "fingerprint \(program.fingerprint)\n"
    if !program.objectiveConstant.isZero {
      text += "% the constant \(program.objectiveConstant) of the objective is left out\n"
    }
    text += "VER 1.0\nVAR \(variables.count)\n\(variables.joined(separator: "\n"))\nINT 0\n"
    text += "OBJ \(program.sense == .minimize ? "min" : "max")\n"
    text += Self.vector(program.variables.map(\.cost)) + "\n"
    text += "CON \(constraints.count) \(bounds)\n"
    for constraint in constraints { text += constraint + "\n" }
    return text
  }

  /// The number of nonzeros, and each behind its index.
  static func vector(_ values: [Rational]) -> String {
    let nonzero = values.indices.filter { !values[$0].isZero }
    return nonzero.reduce(into: "\(nonzero.count)") { $0 += "  \($1) \(values[$1])" }
  }

  /// The bound that weak duality proves.
  func optimality(_ multipliers: [Rational], optimum: Rational) -> String {
    let isMinimization = program.sense == .minimize
    let terms = terms(
      multipliers, program.reducedCosts(multipliers: multipliers), leaningOnLower: isMinimization)
    return derivation("\(isMinimization ? "G" : "L") \(optimum) OBJ", terms)
  }

  /// `0 ≥ ε` with ε > 0.
  func contradiction(_ certificate: FarkasCertificate) -> String {
    let terms: [Term]
    switch certificate {
    case .multipliers(let multipliers):
      let negated = program.combinations(multipliers: multipliers).map { -$0 }
      terms = self.terms(multipliers, negated, leaningOnLower: true)
    case .crossedRow(let index): terms = crossed(rowSides[index])
    case .crossedVariable(let index): terms = crossed(variableSides[index])
    }
    let excess = terms.reduce(0 as Rational) { $0 + $1.multiplier * rightSides[$1.index] }
    return derivation("G \(excess) 0", terms)
  }

  private func crossed(_ sides: Sides) -> [Term] { [(sides.lower!, 1), (sides.upper!, -1)] }

  /// A positive multiplier leans on the lower bound when `leaningOnLower`, else on the upper one. The
  /// certificate was checked, so the bounds exist.
  private func terms(
    _ rows: [Rational], _ variables: [Rational], leaningOnLower: Bool
  ) -> [Term] {
    zip(rowSides + variableSides, rows + variables)
      .filter { !$1.isZero }
      .map { sides, multiplier in
        let isLower = (multiplier.signum > 0) == leaningOnLower
        return ((isLower ? sides.lower : sides.upper)!, multiplier)
      }
  }

  private func derivation(_ claim: String, _ terms: [Term]) -> String {
    let sum = terms.map { "  \($0.index) \($0.multiplier)" }.joined()
    return "DER 1\nproved \(claim) { lin \(terms.count)\(sum) } -1\n"
  }
}

/// Words without white space, no two the same.
private struct UniqueWords {
  private var taken: Set<String> = []

  mutating func word(_ wish: String) -> String {
    let plain = wish.map { $0.isWhitespace || !$0.isASCII ? "_" : $0 }
    let base = plain.isEmpty ? "_" : String(plain)
    var word = base
    var attempt = 2
    while !taken.insert(word).inserted {
      word = "\(base)_\(attempt)"
      attempt += 1
    }
    return word
  }
}
