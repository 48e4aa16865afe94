// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// One run of an implementation that was fed with chosen uniforms: the drafts, the uniforms in the
/// order of use, and the token that came out.
public struct RecordedPath: Sendable, Hashable {
  /// The drafts that were fed in.
  public let drafts: [Int]
  /// The uniforms that were fed in, in the order of their use.
  public let uniforms: [Rational]
  /// The token that was emitted.
  public let output: Int

  /// A run: what was fed in and what came out.
  public init(drafts: [Int], uniforms: [Rational], output: Int) {
    self.drafts = drafts
    self.uniforms = uniforms
    self.output = output
  }
}

extension DecisionTable {
  /// What the rule does with a recorded path's drafts and uniforms.
  public enum Replay: Sendable, Hashable {
    /// The token that the rule emits, and the comparisons that led to it.
    case emits(token: Int, decisions: [Decision])
    /// The rule never sees these drafts.
    case unknownDrafts
    /// The rule asks for more uniforms than there are.
    case tooFewUniforms(needed: Int)
    /// A uniform is not in [0, 1).
    case uniformOutOfRange(index: Int)
  }

  /// One comparison of a uniform with a threshold.
  public struct Decision: Sendable, Hashable {
    /// Where the threshold is: the number of the test, or of the token in the residual.
    public let place: Place
    /// The index of the uniform that was used.
    public let uniform: Rational
    /// What the uniform was compared with.
    public let threshold: Rational

    /// A threshold of a row.
    public enum Place: Sendable, Hashable {
      /// The acceptance test with this index in its row.
      case test(Int)
      /// A step through the residual: whether this token or a later one is emitted.
      case residual(token: Int)
    }

    /// Whether the uniform equals the threshold, where `<` and `≤` differ.
    public var isAtEquality: Bool { uniform == threshold }
  }

  /// Runs the rule on a path. Cost: O(tests + n).
  public func replay(_ path: RecordedPath) -> Replay {
    guard let row = rows.first(where: { $0.drafts == path.drafts }) else { return .unknownDrafts }
    if let index = path.uniforms.firstIndex(where: { $0 < 0 || $0 >= 1 }) {
      return .uniformOutOfRange(index: index)
    }
    var decisions: [Decision] = []
    for (index, test) in row.tests.enumerated() {
      guard index < path.uniforms.count else { return .tooFewUniforms(needed: index + 1) }
      let uniform = path.uniforms[index]
      decisions.append(.init(place: .test(index), uniform: uniform, threshold: test.threshold))
      if uniform < test.threshold { return .emits(token: test.token, decisions: decisions) }
    }
    guard row.tests.count < path.uniforms.count else {
      return .tooFewUniforms(needed: row.tests.count + 1)
    }
    let uniform = path.uniforms[row.tests.count]
    var sum: Rational = 0
    for (token, probability) in row.residual.enumerated() where !probability.isZero {
      sum += probability
      decisions.append(.init(place: .residual(token: token), uniform: uniform, threshold: sum))
      if uniform < sum { return .emits(token: token, decisions: decisions) }
    }
    // The residual sums to 1 and u < 1.
    preconditionFailure("a residual law sums to 1")
  }

  /// Paths to drive an implementation with: for every threshold t of every row, with all earlier tests
  /// failed, the points of the grid j/2ᵇ just below t, at or just below-or-equal, and just above; and
  /// u = 0 and the largest u < 1.
  ///
  /// Earlier tests fail at the largest grid point when it is not below their threshold; a threshold
  /// that the grid cannot step over leaves the later ones undriven. Cost: O(tests + n) paths a row.
  public func probes(gridBits: Int) -> [RecordedPath] {
    let size = Rational(2).raised(to: gridBits)
    let last = (size - 1) / size
    return rows.flatMap { row -> [RecordedPath] in
      var failing: [Rational] = []
      var paths: [RecordedPath] = []
      func add(_ uniform: Rational) {
        let uniforms = failing + [uniform]
        // A test may fail here: the residual's uniform then stays at 0.
        let candidate = RecordedPath(drafts: row.drafts, uniforms: uniforms, output: 0)
        let padded = padding(candidate, of: row)
        if case .emits(let token, _) = replay(padded) {
          paths.append(
            RecordedPath(drafts: row.drafts, uniforms: padded.uniforms, output: token))
        }
      }
      for test in row.tests {
        for uniform in Self.around(test.threshold, size) { add(uniform) }
        guard last >= test.threshold else { return paths }
        failing.append(last)
      }
      var sum: Rational = 0
      for probability in row.residual where !probability.isZero {
        sum += probability
        for uniform in Self.around(sum, size) { add(uniform) }
      }
      return paths.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
  }

  private func padding(_ path: RecordedPath, of row: Row) -> RecordedPath {
    let missing = max(0, row.tests.count + 1 - path.uniforms.count)
    return RecordedPath(
      drafts: path.drafts, uniforms: path.uniforms + Array(repeating: 0, count: missing),
      output: path.output)
  }

  /// Grid points around a threshold, and the ends of the range.
  private static func around(_ threshold: Rational, _ size: Rational) -> [Rational] {
    let at = (threshold * size).floor
    let points = [0, at - 1, at, at + 1, size - 1].filter { $0 >= 0 && $0 < size }
    return Array(Set(points)).sorted().map { $0 / size }
  }
}
