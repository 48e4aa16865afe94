// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
public import Rationals

/// How far each cost and each right-hand side may move, alone, before an optimal basis stops being
/// optimal (*ranging*).
///
/// ```swift
/// // The most of 3x + 2y where x + y ≤ 4 and x ≤ 3.
/// var program = LinearProgram(sense: .maximize)
/// let budget = program.addRow("budget", upper: 4)
/// program.addVariable("x", upper: 3, cost: 3, entries: [.init(row: budget, value: 1)])
/// program.addVariable("y", cost: 2, entries: [.init(row: budget, value: 1)])
///
/// let solution = try ExactSolver(oracle: NoOracle()).solve(program)
/// let sensitivity = try Sensitivity(of: program, basis: solution.basis)
/// sensitivity.costs[1].lower.value                     // → 0
/// sensitivity.costs[1].upper.value                     // → 3
/// sensitivity.rightHandSides[budget][0].interval.slope   // → 2
/// ```
///
/// While y costs between 0 and 3 the same basis is optimal, and each unit of budget is worth 2.
///
/// The intervals are exact and closed: at both ends the basis is optimal still, just beyond it is not.
///
/// They belong to the basis. Where the optimum is degenerate (a basic quantity stands at a bound, or a
/// nonbasic one has reduced cost 0), several bases describe it and each has intervals of its own, so
/// one end may be the present value itself although the optimum goes on with the same slope; the slope
/// is then that of this basis, and the optimum changes at this rate within the interval only.
///
/// Source: textbook ranging, as in Chvátal 1983, *Linear Programming*, chapter 10.
public struct Sensitivity: Sendable, Hashable {
  /// Where a number of the program may stand, everything else unchanged.
  public struct Interval: Sendable, Hashable {
    /// The least value; `.none` when every smaller one will do.
    public var lower: Bound
    /// The greatest value; `.none` when every greater one will do.
    public var upper: Bound
    /// The change of the optimal objective for each unit, within the interval.
    public var slope: Rational
  }

  /// One bound of a row, and where it may stand. Both bounds of an equation move together.
  public struct RightHandSide: Sendable, Hashable {
    /// Which bound of the row.
    public var side: BoundSide
    /// Where the bound may stand, and the slope.
    public var interval: Interval
  }

  /// For each variable the interval of its cost. The slope is the value of the variable.
  public let costs: [Interval]
  /// For each row its bounds: one for an equation, two for a range, none for a free row.
  ///
  /// The bound that the row rests on has the slope yᵢ, the shadow price; a bound that the basis does not
  /// rest on may move until it touches the activity, and has the slope 0.
  public let rightHandSides: [[RightHandSide]]

  /// Ranges every cost and every bound of a row.
  ///
  /// Throws ``SolveError/basisNotOptimal`` when the basis is not optimal, and ``SolveError/stopped(_:)``
  /// when the monitor says stop.
  ///
  /// Cost: one exact factorization; then for every basic variable a solve and a pass over the nonzeros
  /// of the rows that the solution touches, and for every nonbasic row a solve.
  public init(
    of program: LinearProgram, basis: Basis, monitor: SolveMonitor = .silent
  ) throws(SolveError) {
    let optimum = try OptimalBasis(of: program, basis: basis, monitor: monitor)
    costs = try optimum.costIntervals()
    rightHandSides = try optimum.rightHandSides()
  }
}

/// How far a number may move from where it is: from `down` ≤ 0 to `up` ≥ 0, for ever when `nil`.
struct Leeway {
  private(set) var down: Rational?
  private(set) var up: Rational?

  /// Cannot move.
  static let none = Leeway(down: 0, up: 0)

  mutating func limitUp(to step: Rational) {
    if up.map({ step < $0 }) ?? true { up = step }
  }

  mutating func limitDown(to step: Rational) {
    if down.map({ step > $0 }) ?? true { down = step }
  }

  /// The same seen in a mirror.
  var negated: Leeway { Leeway(down: up.map { -$0 }, up: down.map { -$0 }) }

  func interval(around value: Rational, slope: Rational) -> Sensitivity.Interval {
    func bound(_ step: Rational?) -> Bound { step.map { .finite(value + $0) } ?? .none }
    return Sensitivity.Interval(lower: bound(down), upper: bound(up), slope: slope)
  }
}
