// SPDX-License-Identifier: GPL-3.0-or-later

/// Which bound of a row or of a variable is meant.
public enum BoundSide: Sendable, Hashable {
  /// The lower bound.
  case lower
  /// The upper bound.
  case upper
  /// Both at once, because they are equal: an equation, or a fixed variable.
  case equation
}
