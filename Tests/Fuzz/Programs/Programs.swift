// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import LPFormats
import LinearPrograms
import OptimalTransport
import Rationals
import SpeculativeDecoding
internal import Synchronization

@testable import Commands

/// The targets of the program that links everything, GLPK too.
let targets: [String: Target] = [
  "audit": audit,
  "serve": serve,
  "solve": solve,
  "instance": instance,
]

/// `spechub audit`; the first byte gives the options, the rest is the file.
private func audit(_ input: [UInt8]) {
  guard let first = input.first else { return }
  var options = AuditOptions()
  options.mode = [.strict, .normalize, .asUsed][Int(first % 3)]
  guard let root = try? Audit.parse(Array(input.dropFirst()), source: "input") else { return }
  guard !isLarge(root.value) else { return }
  let answer = Audit.answer(root, options)
  demand(!answer.text.isEmpty, "no answer")
  survives(answer.json)
}

/// A line to `spechub serve`, and its answer.
private func serve(_ line: [UInt8]) {
  if let value = try? JSONValue.parse(line, source: "line 1"), isLarge(value) { return }
  let answer = Request.answer(line, source: "line 1")
  survives(answer)
  guard case .object(let members) = answer else { return demand(false, "no object") }
  demand(members.map(\.key).prefix(2) == ["id", "ok"], "keys \(members.map(\.key))")
}

/// An answer is one line of JSON that reads as what was meant.
private func survives(_ answer: JSONValue) {
  let text = answer.text()
  demand(!text.utf8.contains(UInt8(ascii: "\n")), "a line break in \(text)")
  demand((try? JSONValue.parse(Array(text.utf8), source: "answer")) == answer, "not JSON: \(text)")
}

/// `spechub solve` on an LP file, with its certificate and the answer of an independent method.
private func solve(_ input: [UInt8]) {
  guard let program = try? ModelFormat.lp.read(bytes: input, source: "input"),
    program.variables.count <= 8, program.rows.count <= 8, bits(of: program) <= 20_000
  else { return }
  let steps = Atomic<Int>(0)
  let monitor = SolveMonitor(shouldStop: {
    steps.wrappingAdd(1, ordering: .relaxed).newValue > 5000
  })
  guard let solution = try? ExactSolver.standard(monitor: monitor).solve(program) else { return }
  demand(solution.outcome.verify(against: program).isValid, "not certified: \(solution.outcome)")
  guard program.variables.count <= 4, program.rows.count <= 6,
    let answer = FourierMotzkin.answer(to: program)
  else { return }
  let found: FourierMotzkin.Answer =
    switch solution.outcome {
    case .optimal(let proof): .optimal(program.objective(at: proof.primal))
    case .infeasible: .infeasible
    case .unbounded: .unbounded
    }
  demand(found == answer, "solved as \(found), but it is \(answer)")
}

private func bits(of program: LinearProgram) -> Int {
  var bits = program.objectiveConstant.bitWidth
  for row in program.rows {
    bits += (row.lower.value?.bitWidth ?? 0) + (row.upper.value?.bitWidth ?? 0)
  }
  for (variable, column) in zip(program.variables, program.columns) {
    bits += (variable.lower.value?.bitWidth ?? 0) + (variable.upper.value?.bitWidth ?? 0)
    bits += variable.cost.bitWidth + column.reduce(0) { $0 + $1.value.bitWidth }
  }
  return bits
}

/// `verify`, `plan`, `compare` and `optimum` on an instance; every claim must hold.
private func instance(_ input: [UInt8]) {
  guard let value = try? JSONValue.parse(input, source: "input"), !isLarge(value) else { return }
  for mode in [InstanceFile.Mode.strict, .normalize] {
    let cursor = JSONCursor(value, source: "input")
    guard let text = try? InstanceText(cursor, mode: mode),
      let file = try? InstanceFile(cursor, mode: mode)
    else { continue }
    check(file.instance, text)
    return
  }
}

private func check(_ instance: Instance, _ text: InstanceText) {
  guard instance.target.count <= 4, instance.drafts <= 3 else { return }
  let best = Position(instance)
  _ = Comparison(best).json(of: instance).text()
  if instance.drafts == 2 {
    let plan = SpecHubPlan(target: instance.target, draft: instance.draft)
    demand(!PlanReport(plan, of: instance).text.isEmpty, "no plan")
  }
  if let problem = try? text.problem(), let naive = AcceptanceByEnumeration(text) {
    let optimum = OptimalAcceptance(problem)
    demand(optimum.certificate.verify(against: problem).isValid, "a certificate is not valid")
    demand(optimum.exactAcceptance == naive.value, "optimum \(optimum.exactAcceptance)")
  }
  guard
    let verification = try? Verification(instance, solver: .standard, variableLimit: 300)
  else { return }
  demand(verification.holds, "claims fail: \(verification.claims.filter { !$0.holds })")
}

/// Whether a number in a value has thousands of digits: those only make inputs slow, and have their own
/// tests.
private func isLarge(_ value: JSONValue) -> Bool {
  switch value {
  case .null, .bool: false
  case .number(let number): number.bitWidth > 5000
  case .string(let text):
    text.utf8.count < 64 && (Rational(text).map { $0.bitWidth > 5000 } ?? false)
  case .array(let elements): elements.contains(where: isLarge)
  case .object(let members): members.contains { isLarge($0.value) }
  }
}
