// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import LPFormats
import LinearPrograms
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// The commands that a request may name.
enum RequestCommand {
  typealias Body =
    @Sendable (
      _ input: JSONCursor, _ options: JSONCursor?, _ monitor: SolveMonitor
    ) throws -> (JSONValue, CommandStatus)

  static let all: [String: Body] = [
    "audit": audit, "verify": verify, "optimum": optimum, "compare": compare, "solve": solve,
    "check": check,
  ]

  private static func audit(
    _ input: JSONCursor, _ options: JSONCursor?, _ monitor: SolveMonitor
  ) throws -> (JSONValue, CommandStatus) {
    let answer = Audit.answer(input, try AuditOptions(options))
    return (answer.json, answer.status)
  }

  private static func mode(_ options: JSONCursor?) throws -> InstanceText.Mode {
    try options?.optional("normalize")?.bool() == true ? .normalize : .strict
  }

  private static func optimum(
    _ input: JSONCursor, _ options: JSONCursor?, _ monitor: SolveMonitor
  ) throws -> (JSONValue, CommandStatus) {
    let text = try InstanceText(input, mode: try mode(options))
    let problem = try text.problem()
    let optimum = OptimalAcceptance(problem)
    guard optimum.certificate.verify(against: problem).isValid else {
      throw RequestError(.badInput, "internal error: the certificate found is not valid")
    }
    let isBrief = try options?.optional("brief")?.bool() ?? false
    var report = OptimumReport(
      text, optimum, certificate: nil, isBrief: isBrief, isOneOfMany: true)
    if try options?.optional("exact")?.bool() == true {
      report.value = Enclosure(optimum.exactAcceptance)
    }
    return (report.json, .holds)
  }

  private static func compare(
    _ input: JSONCursor, _ options: JSONCursor?, _ monitor: SolveMonitor
  ) throws -> (JSONValue, CommandStatus) {
    let instance = try InstanceFile(input, mode: try mode(options)).instance
    var schemes = SchemeCatalog.all
    let list = try options?.optional("schemes")
    if let list {
      schemes = try list.elements().map { element in
        guard let scheme = SchemeCatalog.scheme(try element.string()) else {
          throw element.error(expected: "the id of a scheme")
        }
        return scheme
      }
    }
    let comparison = Comparison(Position(instance), schemes: schemes)
    let isBroken = list != nil && comparison.rows.contains { !$0.isLossless }
    return (comparison.json(of: instance), isBroken ? .refuted : .holds)
  }

  private static func verify(
    _ input: JSONCursor, _ options: JSONCursor?, _ monitor: SolveMonitor
  ) throws -> (JSONValue, CommandStatus) {
    let file = try InstanceFile(input, mode: try mode(options))
    let verification: Verification
    do {
      verification = try Verification(
        file.instance, solver: .standard(monitor: monitor), variableLimit: 300_000)
    } catch {
      guard case .solve(.stopped) = error else { throw RequestError(.badInput, "\(error)") }
      throw RequestError(.limit, "\(error)")
    }
    return (verification.json, verification.holds ? .holds : .refuted)
  }

  private static func solve(
    _ input: JSONCursor, _ options: JSONCursor?, _ monitor: SolveMonitor
  ) throws -> (JSONValue, CommandStatus) {
    let program = try model(input)
    let report: SolutionReport
    do throws(SolveError) {
      report = try SolutionReport(program, monitor: monitor)
    } catch {
      let code: RequestError.Code = if case .stopped = error { .limit } else { .badInput }
      throw RequestError(code, "\(error)")
    }
    var result = report.json
    if case .object(var members) = result {
      members.removeAll { $0.key == "certificate" }
      members.append(
        .init("certificate_text", .string(CertificateText.write(report.outcome, for: program))))
      result = .object(members)
    }
    return (result, .holds)
  }

  private static func check(
    _ input: JSONCursor, _ options: JSONCursor?, _ monitor: SolveMonitor
  ) throws -> (JSONValue, CommandStatus) {
    let program = try model(try input.required("model"))
    let cursor = try input.required("certificate")
    let claim: CertificateClaim
    do {
      claim = try CertificateText.read(
        Array(try cursor.string().utf8), source: "certificate", for: program)
    } catch let error as ParseError {
      throw RequestError(.badInput, "\(error)", path: cursor.path)
    }
    let violations: [String] =
      switch claim.verify(against: program) {
      case .valid: []
      case .invalid(let violations): violations.map(\.description)
      }
    let result: JSONValue = [
      "valid": .bool(violations.isEmpty),
      "violations": .array(violations.map(JSONValue.string)),
    ]
    return (result, violations.isEmpty ? .holds : .refuted)
  }

  /// A model: the text of an LP file, `{"lp": "…"}`, `{"mps": "…"}`, or the object of a JSON model.
  private static func model(_ cursor: JSONCursor) throws -> LinearProgram {
    if case .string = cursor.value { return try model(cursor, .lp) }
    for format in [ModelFormat.lp, .mps] {
      if let text = try cursor.optional(format.rawValue) { return try model(text, format) }
    }
    return try LinearProgram(json: cursor, relaxing: false)
  }

  private static func model(_ cursor: JSONCursor, _ format: ModelFormat) throws -> LinearProgram {
    let text = try cursor.string()
    do throws(ModelFileError) {
      return try format.read(
        bytes: Array(text.utf8), source: cursor.path.isEmpty ? "input" : cursor.path)
    } catch {
      throw RequestError(.badInput, "\(error)", path: cursor.path)
    }
  }
}

extension AuditOptions {
  /// The options of an audit in a request: `normalize`, `as_used`, `level`, `tv`, `power`, `tolerances`.
  init(_ cursor: JSONCursor?) throws {
    self.init()
    guard let cursor else { return }
    if try cursor.optional("normalize")?.bool() == true { mode = .normalize }
    if try cursor.optional("as_used")?.bool() == true { mode = .asUsed }
    func probability(_ key: String) throws -> Rational? {
      guard let member = try cursor.optional(key) else { return nil }
      let value = try member.rational()
      guard value > 0, value < 1 else {
        throw member.error(expected: "a number between 0 and 1")
      }
      return value
    }
    samples.level = try probability("level") ?? samples.level
    samples.totalVariation = try probability("tv") ?? samples.totalVariation
    samples.power = try probability("power") ?? samples.power
    guard samples.power > samples.level else {
      throw cursor.error("\"power\" must exceed \"level\"")
    }
    if let list = try cursor.optional("tolerances") {
      tolerances = try list.elements().map { element in
        let value = try element.rational()
        if case .string(let text) = element.value { return (text, value) }
        return (value.description, value)
      }
    }
  }
}
