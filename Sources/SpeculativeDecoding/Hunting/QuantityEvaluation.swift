// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals

/// Computes quantities of one candidate, each once.
struct QuantityEvaluation {
  private let candidate: Candidate
  private let position: Position?
  private var known: [Quantity: Enclosure] = [:]

  init(_ candidate: Candidate) {
    self.candidate = candidate
    position = candidate.instance.map(Position.init)
  }

  mutating func compare(
    _ comparison: QuantityComparison
  ) throws(SchemeError) -> Candidate.Finding {
    let left = try value(comparison.left)
    let right = try value(comparison.right)
    let gap: Rational
    switch comparison.relation {
    case .atLeast: gap = right.lower - left.upper
    case .atMost: gap = left.lower - right.upper
    case .equal: gap = max(0, max(right.lower - left.upper, left.lower - right.upper))
    }
    return Candidate.Finding(left: left, right: right, gap: gap)
  }

  private mutating func value(_ quantity: Quantity) throws(SchemeError) -> Enclosure {
    if let value = known[quantity] { return value }
    let value = try compute(quantity)
    known[quantity] = value
    return value
  }

  private mutating func compute(_ quantity: Quantity) throws(SchemeError) -> Enclosure {
    switch quantity {
    case .number(let number): return Enclosure(number)
    case .sum(let terms):
      var total = Enclosure(0)
      for term in terms {
        let value = try value(term)
        total = Enclosure(total.lower + value.lower, total.upper + value.upper)
      }
      return total
    case .product(let factor, let term):
      let value = try value(term)
      let (first, second) = (factor * value.lower, factor * value.upper)
      return Enclosure(min(first, second), max(first, second))
    case .tokenwise, .blockwise:
      return Enclosure(try chain(isBlock: quantity == .blockwise))
    default:
      guard let position else { throw .undefined("\(quantity) is of one position") }
      return try Self.compute(quantity, at: position)
    }
  }

  private func chain(isBlock: Bool) throws(SchemeError) -> Rational {
    guard case .chain(let length) = candidate.domain else {
      throw .undefined("a chain is needed")
    }
    let model = candidate.model
    if isBlock {
      return try BlockVerification.accepted(by: model, root: 0, length: length)
    }
    do {
      let chain = try DraftTree(widths: Array(repeating: 1, count: length))
      return try TreeValue(chain, root: 0, of: model).accepted(by: SingleDraft()).lower
    } catch {
      throw .undefined("\(error)")
    }
  }

  private static func compute(
    _ quantity: Quantity, at position: Position
  ) throws(SchemeError) -> Enclosure {
    func scheme(_ id: String) throws(SchemeError) -> any Scheme {
      guard let scheme = SchemeCatalog.scheme(id) else { throw .undefined("no scheme \(id)") }
      return scheme
    }
    let (target, draft) = (position.target, position.draft)
    switch quantity {
    case .acceptance(let id): return try scheme(id).acceptance(at: position)
    case .deviation(let id):
      let law = try scheme(id).kernel(at: position).outputLaw
      return Enclosure(Deviation(of: law, from: target).totalVariation)
    case .optimum(let id):
      let law = try scheme(id).law(at: position)
      return Enclosure(law.transport(to: target).largestAcceptance().value)
    case .prefixCut(let id):
      let transport = try scheme(id).law(at: position).transport(to: target)
      let order = position.order
      let values = order.blockEnds.map { end in
        transport.reach(of: Set(order.tokens[..<end])) + 1 - order.targetPrefix[end]
      }
      return Enclosure(values.min()!)
    case .briefCut(let id):
      let transport = try scheme(id).law(at: position).transport(to: target)
      let values = (0..<(1 << target.count)).map { mask in
        let tokens = (0..<target.count).filter { mask >> $0 & 1 == 1 }
        return tokens.map { target[$0] }.sum() + 1 - transport.reach(of: Set(tokens))
      }
      return Enclosure(values.min()!)
    case .hubMass: return Enclosure(draft[position.hub])
    case .hubOdds:
      let mass = draft[position.hub]
      return Enclosure(mass == 1 ? Rational(target.count) : mass / (1 - mass))
    case .totalVariation: return Enclosure(target.totalVariation(to: draft))
    case .number, .sum, .product, .tokenwise, .blockwise:
      preconditionFailure("handled by the caller")
    }
  }
}
