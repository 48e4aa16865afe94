// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals

/// The chain rule that multiplies up its uniforms, whose law is not rational.
///
/// Position i of a drafted path is accepted when u₁⋯uᵢ ≤ πᵢ = Π_{j≤i} min(1, p/q); the last accepted
/// position counts. With Tᵢ = −ln(u₁⋯uᵢ), the arrival times of a Poisson process N of rate 1, and
/// cᵢ = −ln πᵢ, position i is rejected exactly when Tᵢ < cᵢ, that is when N(cᵢ) ≥ i. So
///
///     P(no position after i is accepted) = P(N(c_j) ≥ j for all j > i),
///
/// a walk over increments of N between c_j and c_{j+1}: a Poisson law of mean Δ = ln(π_j/π_{j+1}),
/// e^{−Δ} = π_{j+1}/π_j rational, Δ itself not. P(u₁u₂ ≤ b) = b − b·ln b is the smallest case.
struct ProductOfUniforms {
  let target: ContextTables
  let draft: ContextTables
  let length: Int

  /// The blocks with their weights enclosed; exact when no logarithm was needed.
  var outcome: ChainRule.Outcome {
    var walk = Walk(target: target, draft: draft, length: length)
    walk.extend([], drafted: 1, ratios: [])
    if let path = walk.undefined { return .undefined(path: path) }
    let blocks = walk.blocks.filter { !$0.value.isZeroForSure }
    guard blocks.values.contains(where: { !$0.isExact }) else {
      return .exact(blocks.mapValues(\.lower))
    }
    return .enclosed(blocks)
  }

  private struct Walk {
    let target: ContextTables
    let draft: ContextTables
    let length: Int
    var blocks: [[Int]: Enclosure] = [:]
    var undefined: [Int]?
    /// Logarithms of the ratios met, each computed once.
    private var logarithms: [Rational: Enclosure] = [:]

    init(target: ContextTables, draft: ContextTables, length: Int) {
      self.target = target
      self.draft = draft
      self.length = length
    }

    /// `ratios` are min(1, p/q) along `path`.
    mutating func extend(_ path: [Int], drafted: Rational, ratios: [Rational]) {
      if path.count == length { return emit(path, drafted, ratios) }
      let p = target.next(after: path)
      let q = draft.next(after: path)
      for token in q.support {
        extend(
          path + [token], drafted: drafted * q[token],
          ratios: ratios + [min(1, p[token] / q[token])])
      }
    }

    private mutating func emit(_ path: [Int], _ drafted: Rational, _ ratios: [Rational]) {
      var before = Enclosure.zero
      for kept in 0...length {
        let none = kept == length ? Enclosure(exact: 1) : noneAccepted(after: kept, ratios)
        // A position after which the ratio is 1 never comes last: its successor is accepted with it.
        let isLast = kept == length || ratios[kept] != 1
        let mass = isLast ? (none - before).scaled(by: drafted) : .zero
        before = none
        if mass.isZeroForSure { continue }
        let p = target.next(after: path.prefix(kept)).probabilities
        let q = draft.next(after: path.prefix(kept)).probabilities
        let weights = kept == length ? p : zip(p, q).map { max(0, $0 - $1) }
        let total = weights.reduce(0, +)
        guard !total.isZero else {
          undefined = Array(path.prefix(kept + 1))
          return
        }
        for (token, weight) in weights.enumerated() where !weight.isZero {
          let block = Array(path.prefix(kept)) + [token]
          blocks[block] = (blocks[block] ?? .zero) + mass.scaled(by: weight / total)
        }
      }
    }

    /// P(N(c_j) ≥ j for all j > kept), N counted up to γ.
    private mutating func noneAccepted(after kept: Int, _ ratios: [Rational]) -> Enclosure {
      var count = [Enclosure](repeating: .zero, count: length + 1)
      count[0] = Enclosure(exact: 1)
      advance(&count, by: ratios[...kept].reduce(1, *), logarithm: ratios[...kept])
      for position in (kept + 1)...length {
        for state in 0..<position { count[state] = .zero }
        if position < length {
          advance(&count, by: ratios[position], logarithm: ratios[position...position])
        }
      }
      return count.reduce(.zero, +)
    }

    /// One Poisson increment with e^{−Δ} = `factor`, Δ = −Σ ln of the given ratios.
    private mutating func advance(
      _ count: inout [Enclosure], by factor: Rational, logarithm ratios: ArraySlice<Rational>
    ) {
      if factor == 1 { return }
      var next = [Enclosure](repeating: .zero, count: length + 1)
      next[length] = count.reduce(.zero, +)
      if !factor.isZero {
        let mean = ratios.reduce(Enclosure.zero) { $0 - logarithm(of: $1) }
        var weights = [Enclosure(exact: factor)]
        for step in 1...length { weights.append((weights[step - 1] * mean) / Rational(step)) }
        for state in 0..<length {
          for step in 0..<(length - state) where !count[state].isZeroForSure {
            let moved = count[state] * weights[step]
            next[state + step] = next[state + step] + moved
            next[length] = next[length] - moved
          }
        }
      }
      count = next
    }

    private mutating func logarithm(of ratio: Rational) -> Enclosure {
      if let known = logarithms[ratio] { return known }
      let value = Enclosure.logarithm(of: ratio)
      logarithms[ratio] = value
      return value
    }
  }
}
