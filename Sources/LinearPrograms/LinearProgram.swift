// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// A linear program over the rationals, as a value.
///
/// With variables x ∈ ℚⁿ, rows i = 1…m and sparse columns A₁…Aₙ ∈ ℚᵐ:
///
///     optimise  constant + Σⱼ cost(j)·xⱼ
///     subject to  lower(i) ≤ Σⱼ Aᵢⱼ·xⱼ ≤ upper(i)      for every row i
///                 lower(j) ≤ xⱼ ≤ upper(j)             for every variable j
///
/// An equation is a row with two equal bounds; a bound may be absent on either side. The matrix is
/// kept by columns because both the simplex method and the check of a certificate walk columns.
///
/// Always true: every entry names an existing row, is nonzero, and no column names a row twice.
///
/// ```swift
/// var program = LinearProgram(sense: .maximize)
/// let budget = program.addRow("budget", upper: 4)
/// program.addVariable("x", cost: 3, column: [budget: 2])
/// program.objective(at: [2])    // → 6
/// program.activities(at: [2])   // → [4]
/// ```
public struct LinearProgram: Sendable, Hashable {
  /// Whether the objective is to be made small or large.
  public enum Sense: String, Sendable, Hashable {
    /// As small as possible.
    case minimize
    /// As large as possible.
    case maximize
  }

  /// A variable xⱼ with its bounds and its coefficient in the objective.
  public struct Variable: Sendable, Hashable {
    /// The name in files and output; need not be unique.
    public var name: String
    /// The least value, if there is one.
    public var lower: Bound
    /// The greatest value, if there is one.
    public var upper: Bound
    /// The coefficient in the objective.
    public var cost: Rational

    /// A variable; at least 0 unless told otherwise.
    public init(_ name: String, lower: Bound = 0, upper: Bound = .none, cost: Rational = 0) {
      self.name = name
      self.lower = lower
      self.upper = upper
      self.cost = cost
    }
  }

  /// A row: the name and the bounds of one linear form.
  public struct Row: Sendable, Hashable {
    /// The name in files and output; need not be unique.
    public var name: String
    /// The least activity, if there is one.
    public var lower: Bound
    /// The greatest activity, if there is one.
    public var upper: Bound

    /// A row; free on a side that is left out.
    public init(_ name: String, lower: Bound = .none, upper: Bound = .none) {
      self.name = name
      self.lower = lower
      self.upper = upper
    }
  }

  /// One nonzero of a column.
  public struct Entry: Sendable, Hashable {
    /// The index of the row.
    public var row: Int
    /// The coefficient; not 0 in a program.
    public var value: Rational

    /// The coefficient `value` in a row.
    public init(row: Int, value: Rational) {
      self.row = row
      self.value = value
    }
  }

  /// The name of the program; may be empty.
  public var name: String
  /// Whether the objective is to be small or large.
  public var sense: Sense
  /// The name of the objective, kept so that a file survives being read and written.
  public var objectiveName: String
  /// What is added to cost·x.
  public var objectiveConstant: Rational
  /// The variables, in the order in which they were added.
  public private(set) var variables: [Variable] = []
  /// The rows, in the order in which they were added.
  public private(set) var rows: [Row] = []
  /// `columns[j]` holds the nonzeros of variable j in ascending row order.
  public private(set) var columns: [[Entry]] = []

  /// A program without rows and variables.
  public init(
    name: String = "", sense: Sense, objectiveName: String = "obj",
    objectiveConstant: Rational = 0
  ) {
    self.name = name
    self.sense = sense
    self.objectiveName = objectiveName
    self.objectiveConstant = objectiveConstant
  }

  /// The number of nonzeros of the matrix.
  public var nonzeroCount: Int { columns.reduce(0) { $0 + $1.count } }

  /// Makes room for what is to come, so that a large program is built without regrowing.
  public mutating func reserveCapacity(rows: Int, variables: Int) {
    self.rows.reserveCapacity(rows)
    self.variables.reserveCapacity(variables)
    self.columns.reserveCapacity(variables)
  }

  /// Appends a row and returns its index. Its entries come with the variables.
  @discardableResult
  public mutating func addRow(
    _ name: String, lower: Bound = .none, upper: Bound = .none
  ) -> Int {
    rows.append(Row(name, lower: lower, upper: upper))
    return rows.count - 1
  }

  /// Appends an equation `= value` and returns its index.
  @discardableResult
  public mutating func addEquation(_ name: String, equals value: Rational) -> Int {
    addRow(name, lower: .finite(value), upper: .finite(value))
  }

  /// Appends a variable with its column and returns its index.
  ///
  /// Entries may come in any order; zeros are dropped and entries of the same row are added up.
  /// Traps when an entry names a row that does not exist.
  @discardableResult
  public mutating func addVariable(
    _ name: String, lower: Bound = 0, upper: Bound = .none, cost: Rational = 0,
    entries: [Entry]
  ) -> Int {
    variables.append(Variable(name, lower: lower, upper: upper, cost: cost))
    columns.append(Self.canonical(entries, rowCount: rows.count))
    return variables.count - 1
  }

  /// The same with the column written as pairs of a row and its coefficient.
  ///
  ///     program.addVariable("bread", cost: 3 / 10, column: [energy: 250, calcium: 20])
  @discardableResult
  public mutating func addVariable(
    _ name: String, lower: Bound = 0, upper: Bound = .none, cost: Rational = 0,
    column: KeyValuePairs<Int, Rational>
  ) -> Int {
    addVariable(
      name, lower: lower, upper: upper, cost: cost,
      entries: column.map { Entry(row: $0.key, value: $0.value) })
  }

  /// Replaces the bounds of a row.
  public mutating func setBounds(ofRow row: Int, lower: Bound, upper: Bound) {
    rows[row].lower = lower
    rows[row].upper = upper
  }

  /// Replaces the bounds of a variable.
  public mutating func setBounds(ofVariable variable: Int, lower: Bound, upper: Bound) {
    variables[variable].lower = lower
    variables[variable].upper = upper
  }

  /// Replaces a coefficient of the objective.
  public mutating func setCost(ofVariable variable: Int, to cost: Rational) {
    variables[variable].cost = cost
  }

  private static func canonical(_ entries: [Entry], rowCount: Int) -> [Entry] {
    for entry in entries {
      precondition(
        entry.row >= 0 && entry.row < rowCount, "the entry names row \(entry.row) of \(rowCount)")
    }
    let isCanonical =
      entries.indices.dropFirst().allSatisfy { entries[$0 - 1].row < entries[$0].row }
      && entries.allSatisfy { !$0.value.isZero }
    if isCanonical { return entries }
    var merged: [Entry] = []
    for entry in entries.sorted(by: { $0.row < $1.row }) {
      if merged.last?.row == entry.row {
        merged[merged.count - 1].value += entry.value
      } else {
        merged.append(entry)
      }
    }
    return merged.filter { !$0.value.isZero }
  }
}
