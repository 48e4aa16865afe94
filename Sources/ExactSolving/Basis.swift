// SPDX-License-Identifier: GPL-3.0-or-later

/// Which variables of a linear program are basic, and where the others rest.
///
/// Next to the n variables xⱼ stand m *logicals*: the activity rᵢ of each row, bounded like the row.
/// A basis picks m of these n + m quantities; the others rest at a bound (or at 0 when free), and the
/// m equations Ax − r = 0 then determine the basic ones.
///
/// A basis is only a proposal: nothing about it is believed until exact arithmetic has solved it.
public struct Basis: Sendable, Hashable {
  /// Where a quantity stands.
  public enum Status: UInt8, Sendable, Hashable {
    /// Determined by the rows.
    case basic
    /// Rests on its lower bound; at 0 when it has no bound at all.
    case atLower
    /// Rests on its upper bound.
    case atUpper
    /// Nonbasic without a bound: it rests at 0.
    case free
  }

  /// One status a variable.
  public var variables: [Status]
  /// One status a row.
  public var rows: [Status]

  /// A basis from the status of every variable and every row.
  public init(variables: [Status], rows: [Status]) {
    self.variables = variables
    self.rows = rows
  }
}
