// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPK
internal import CGLPKGuard
internal import ExactSolving
internal import LinearPrograms
internal import Rationals

/// A linear program rounded to doubles and laid out for GLPK.
///
/// Not every program can be rounded: GLPK misbehaves on numbers it does not expect (it calls a matrix
/// with NaN optimal), so a number that overflows a double, or a nonzero that rounds to 0, makes the
/// initializer answer `nil`, and exact arithmetic starts without advice.
struct RoundedProgram {
  private let isMaximization: Bool
  private var rowTypes: [CInt] = []
  private var rowLower: [Double] = []
  private var rowUpper: [Double] = []
  private var columnTypes: [CInt] = []
  private var columnLower: [Double] = []
  private var columnUpper: [Double] = []
  private var costs: [Double] = []
  private var constant = 0.0
  private var columnStarts: [CInt] = [0]
  private var rowIndices: [CInt] = []
  private var values: [Double] = []

  /// GLPK's own "very large"; beyond it its tolerances mean nothing.
  private static let limit = 1e100

  init?(_ program: LinearProgram) {
    isMaximization = program.sense == .maximize
    var isRepresentable = true
    func rounded(_ number: Rational) -> Double {
      let double = number.nearestDouble
      if !(double.magnitude < Self.limit) || (double == 0 && !number.isZero) {
        isRepresentable = false
      }
      return double
    }
    func interval(_ lower: Bound, _ upper: Bound) -> (type: CInt, Double, Double) {
      switch (lower, upper) {
      case (.none, .none): (GLP_FR, 0, 0)
      case (.finite(let low), .none): (GLP_LO, rounded(low), 0)
      case (.none, .finite(let high)): (GLP_UP, 0, rounded(high))
      case (.finite(let low), .finite(let high)):
        // Two bounds that round to the same double are an equation to GLPK.
        rounded(low) == rounded(high)
          ? (GLP_FX, rounded(low), rounded(low))
          : (GLP_DB, rounded(low), rounded(high))
      }
    }
    for row in program.rows {
      let (type, low, high) = interval(row.lower, row.upper)
      rowTypes.append(type)
      rowLower.append(low)
      rowUpper.append(high)
    }
    for (variable, column) in zip(program.variables, program.columns) {
      let (type, low, high) = interval(variable.lower, variable.upper)
      columnTypes.append(type)
      columnLower.append(low)
      columnUpper.append(high)
      costs.append(rounded(variable.cost))
      for entry in column {
        rowIndices.append(CInt(entry.row))
        values.append(rounded(entry.value))
      }
      columnStarts.append(CInt(rowIndices.count))
    }
    constant = rounded(program.objectiveConstant)
    guard isRepresentable else { return nil }
  }

  /// What GLPK came back with.
  struct Answer {
    var basis: Basis
    var status: CInt
    var objective: Double
    var returnCode: CInt
    var iterations: Int
    var log: String
  }

  /// Runs GLPK and translates its final basis; `nil` when GLPK failed.
  func solve(
    _ method: glpk_guard_method, startingFrom start: Basis?, milliseconds: Int,
    monitor: SolveMonitor
  ) -> Answer? {
    let startRows = start.map { zip($0.rows, rowTypes).map(Self.code) }
    let startColumns = start.map { zip($0.variables, columnTypes).map(Self.code) }
    var rows = [UInt8](repeating: 0, count: rowTypes.count)
    var columns = [UInt8](repeating: 0, count: columnTypes.count)
    var log = [CChar](repeating: 0, count: 4096)
    var answer = glpk_guard_answer()
    let shape = glpk_guard_shape(
      row_count: CInt(rowTypes.count), column_count: CInt(columnTypes.count),
      is_maximization: isMaximization ? 1 : 0, time_limit_milliseconds: CInt(milliseconds),
      log_capacity: log.count)
    let failed = withUnsafePointer(to: monitor) { context in
      let watch = glpk_guard_watch(
        should_stop: { context, iterations in
          guard let monitor = context?.assumingMemoryBound(to: SolveMonitor.self).pointee
          else { return 0 }
          monitor.report(.proposing(iterations: Int(iterations)))
          return monitor.shouldStop() ? 1 : 0
        }, context: UnsafeMutableRawPointer(mutating: context))
      return glpk_guard_solve(
        method, shape, watch, rowTypes, rowLower, rowUpper, columnTypes, columnLower,
        columnUpper, costs, constant, columnStarts, rowIndices, values, startRows, startColumns,
        &rows, &columns, &log, &answer)
    }
    guard failed == 0 else { return nil }
    let words = log.prefix(Int(answer.log_length)).map { UInt8(bitPattern: $0) }
    return Answer(
      basis: Basis(variables: columns.map(Self.status), rows: rows.map(Self.status)),
      status: answer.status, objective: answer.objective, returnCode: answer.return_code,
      iterations: Int(answer.iterations), log: String(decoding: words, as: UTF8.self))
  }

  private static func code(_ status: Basis.Status, _ type: CInt) -> UInt8 {
    switch (status, type) {
    case (.basic, _): UInt8(GLP_BS)
    case (_, GLP_FR): UInt8(GLP_NF)
    case (_, GLP_LO): UInt8(GLP_NL)
    case (_, GLP_UP): UInt8(GLP_NU)
    case (_, GLP_FX): UInt8(GLP_NS)
    case (.atUpper, _): UInt8(GLP_NU)
    default: UInt8(GLP_NL)
    }
  }

  private static func status(_ code: UInt8) -> Basis.Status {
    switch CInt(code) {
    case GLP_BS: .basic
    case GLP_NU: .atUpper
    case GLP_NF: .free
    default: .atLower
    }
  }
}
