// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import LinearPrograms
public import Rationals

/// Certificates as text: one line a fact, so that a person can follow them.
///
/// The format is specified in the article `CertificateFormat`. A vector lists its nonzero entries as
/// `VALUE NAME`; what has no name of its own that fits a line is called `@` and its place, from 1.
public enum CertificateText {
  static let header = "spechub-certificate 1"

  /// The certificate of `outcome`, whose vectors have the lengths that `program` asks for.
  ///
  /// Cost: one line a nonzero, and the fingerprint of the program.
  public static func write(_ outcome: Outcome, for program: LinearProgram) -> String {
    var output = "\(header)\nmodel \(program.fingerprint)\nstatus \(outcome.status)\n"
    func list(_ title: String, _ values: [Rational], _ names: [String]) {
      let nonzero = values.indices.filter { !values[$0].isZero }
      let references = Names(names)
      output += "\(title) \(nonzero.count)\n"
      for index in nonzero { output += "\(values[index]) \(references.text(of: index))\n" }
    }
    let variables = program.variables.map(\.name)
    let rows = program.rows.map(\.name)
    switch outcome {
    case .optimal(let certificate):
      output += "objective \(program.objective(at: certificate.primal))\n"
      list("primal", certificate.primal, variables)
      list("multipliers", certificate.multipliers, rows)
    case .infeasible(.multipliers(let multipliers)): list("multipliers", multipliers, rows)
    case .infeasible(.crossedRow(let index)):
      output += "crossed row \(Names(rows).text(of: index))\n"
    case .infeasible(.crossedVariable(let index)):
      output += "crossed variable \(Names(variables).text(of: index))\n"
    case .unbounded(let certificate):
      list("point", certificate.point, variables)
      list("ray", certificate.ray, variables)
    }
    return output + "end\n"
  }

  /// Reads what a certificate claims about `program`.
  ///
  /// A certificate of another model is no mistake of the text: it is read no further than that, and
  /// its claim is refused by ``CertificateClaim/verify(against:)``.
  /// Throws at the first line that is not as specified, names an unknown thing, or one thing twice.
  public static func read(
    _ bytes: [UInt8], source: String, for program: LinearProgram
  ) throws(ParseError) -> CertificateClaim {
    var reader = CertificateReader(text: SourceText(bytes, name: source), program: program)
    return try reader.claim()
  }
}

/// What a certificate text says: a model, an outcome with its proof, and the objective.
public struct CertificateClaim: Sendable, Hashable {
  /// The fingerprint of the model that it is about.
  public var model: String
  /// The outcome and its proof; `nil` when the text is about another model than it was read for.
  public var outcome: Outcome?
  /// The objective it states, for an optimum.
  public var objective: Rational?

  /// `optimal, objective 5/9`, or the status alone.
  public var summary: String {
    (outcome?.status ?? "about another model") + (objective.map { ", objective \($0)" } ?? "")
  }

  /// Checks the model, the proof and the objective. No solver is involved.
  public func verify(against program: LinearProgram) -> Verdict {
    let expected = program.fingerprint
    guard let outcome, model == expected else {
      return .invalid([.wrongModel(expected: expected, found: model)])
    }
    var violations: [Violation] = []
    if case .invalid(let found) = outcome.verify(against: program) { violations = found }
    if case .optimal(let certificate) = outcome, let objective {
      let found = program.objective(at: certificate.primal)
      if objective != found {
        violations.append(.wrongObjective(stated: objective, found: found))
      }
    }
    return violations.isEmpty ? .valid : .invalid(violations)
  }
}

/// The names of rows or variables, each told from all others within one line.
private struct Names {
  private let names: [String]
  private var indices: [String: Int] = [:]
  private var ambiguous: Set<String> = []

  init(_ names: [String]) {
    self.names = names
    indices.reserveCapacity(names.count)
    for (index, name) in names.enumerated() {
      if indices.updateValue(index, forKey: name) != nil { ambiguous.insert(name) }
    }
  }

  func text(of index: Int) -> String {
    let name = names[index]
    let isPlain = !name.isEmpty && name.utf8.first != UInt8(ascii: "@")
    let hasControls = name.utf8.contains { $0 < 0x20 || $0 == 0x7F }
    return isPlain && !hasControls && !ambiguous.contains(name) ? name : "@\(index + 1)"
  }

  func index(of text: String) -> Int? {
    guard text.utf8.first == UInt8(ascii: "@") else {
      return ambiguous.contains(text) ? nil : indices[text]
    }
    guard let place = Int(text.dropFirst()), names.indices.contains(place - 1) else { return nil }
    return place - 1
  }

  var count: Int { names.count }
}

private struct CertificateReader {
  var text: SourceText
  let program: LinearProgram
  private var lines: CertificateLines

  init(text: SourceText, program: LinearProgram) {
    self.text = text
    self.program = program
    lines = CertificateLines(text)
  }

  mutating func claim() throws(ParseError) -> CertificateClaim {
    try lines.take(CertificateText.header)
    let model = try lines.fingerprint(of: "model")
    guard model == program.fingerprint else {
      return CertificateClaim(model: model, outcome: nil, objective: nil)
    }
    let statusRange = try lines.value(of: "status")
    var objective: Rational?
    let outcome: Outcome
    let variables = Names(program.variables.map(\.name))
    let rows = Names(program.rows.map(\.name))
    switch text.string(statusRange) {
    case "optimal":
      objective = try text.number(lines.value(of: "objective"))
      let primal = try list("primal", variables)
      let multipliers = try list("multipliers", rows)
      outcome = .optimal(OptimalityCertificate(primal: primal, multipliers: multipliers))
    case "infeasible":
      if let row = lines.keyword("crossed row") {
        outcome = .infeasible(.crossedRow(try index(row, rows)))
        lines.advance()
      } else if let variable = lines.keyword("crossed variable") {
        outcome = .infeasible(.crossedVariable(try index(variable, variables)))
        lines.advance()
      } else {
        outcome = .infeasible(.multipliers(try list("multipliers", rows)))
      }
    case "unbounded":
      let point = try list("point", variables)
      let ray = try list("ray", variables)
      outcome = .unbounded(UnboundednessCertificate(point: point, ray: ray))
    default:
      throw text.error(
        at: statusRange.lowerBound, expected: "optimal, infeasible or unbounded")
    }
    try lines.end()
    return CertificateClaim(model: model, outcome: outcome, objective: objective)
  }

  private func index(_ range: Range<Int>, _ names: Names) throws(ParseError) -> Int {
    guard let name = text.string(range), let index = names.index(of: name) else {
      throw text.error(
        at: range.lowerBound, expected: "a name of the model", found: text.quoted(range))
    }
    return index
  }

  /// A title with the number of entries, and that many lines `VALUE NAME`.
  private mutating func list(_ title: String, _ names: Names) throws(ParseError) -> [Rational] {
    let countRange = try lines.value(of: title)
    guard let count = text.string(countRange).flatMap({ Int($0) }), 0...names.count ~= count
    else {
      let expected = "a number of entries from 0 to \(names.count)"
      throw text.error(at: countRange.lowerBound, expected: expected)
    }
    var values = [Rational](repeating: 0, count: names.count)
    for _ in 0..<count {
      let line = lines.line
      guard let space = text.bytes[line].firstIndex(of: 0x20), space > line.lowerBound else {
        throw text.error(at: line.lowerBound, expected: "a value, a space and a name")
      }
      let value = try text.number(line.lowerBound..<space)
      let index = try index(space + 1..<line.upperBound, names)
      guard values[index].isZero, !value.isZero else {
        throw text.error(
          at: line.lowerBound, expected: "each name once, with a value that is not 0",
          found: text.quoted(line))
      }
      values[index] = value
      lines.advance()
    }
    return values
  }
}
