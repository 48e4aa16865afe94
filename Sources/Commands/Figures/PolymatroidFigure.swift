// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// The certificate of the optimal acceptance as a picture.
///
/// Tokens join a set S one after the other, those of H first, each part by falling p/q. The accepted
/// mass A(S) stays below f(S), the probability that some draft lies in S, and meets it at H; after H it
/// grows as p does. So α = A(all) = f(H) + p(outside H).
enum PolymatroidFigure {
  /// The most tokens of which every set is a place of the picture.
  static let tokenLimit = 100

  static func figure(of instance: Instance) throws -> Figure {
    guard instance.target.count <= tokenLimit else {
      throw CommandFailure(
        "\(instance.target.count) tokens: the picture has a place for each and takes at most "
          + "\(tokenLimit); `spechub optimum` certifies the number", status: .limit)
    }
    let position = Position(instance)
    let sampling = instance.sampling
    let tuples = DraftLaw.tupleCount(
      of: instance.draft, drafts: instance.drafts, sampling: sampling)
    guard tuples <= SchemeError.tupleLimit else {
      throw CommandFailure("\(SchemeError.tooManyTuples(tuples))", status: .limit)
    }
    let optimum: OptimalAcceptance
    let transport: MembershipTransport
    do {
      optimum = try position.optimum(of: sampling)
      transport = try DraftLaw(sampling, draft: instance.draft, drafts: instance.drafts)
        .transport(to: instance.target)
    } catch {
      throw CommandFailure("\(error)")
    }
    guard let accepted = optimum.accepted, let alpha = optimum.certificate.acceptance.exact else {
      throw CommandFailure("internal error: an exact optimum was asked for")
    }
    let cut = Set(optimum.certificate.cut)
    // Tokens that are neither drafted nor wanted add nothing anywhere.
    let inOrder = position.order.tokens
    let order = inOrder.filter(cut.contains) + inOrder.filter { !cut.contains($0) }
    let size = order.prefix(while: cut.contains).count
    var sums: [(reach: Rational, accepted: Rational, target: Rational)] = [(0, 0, 0)]
    for (index, token) in order.enumerated() {
      sums.append(
        (
          transport.reach(of: Set(order[...index])), sums[index].accepted + accepted[token],
          sums[index].target + instance.target[token]
        ))
    }
    let names = order.map { instance.token($0).visibleToken }
    let members = names.prefix(size)
    let cutName =
      members.isEmpty
      ? "H = ∅"
      : members.count <= 6 ? "H = {\(members.joined(separator: ", "))}" : "H of \(size) tokens"
    let reach = sums[size].reach
    let parts = [reach, 1 - sums[size].target].map { FigureNumber($0).inWords }
    let sum =
      (parts.contains { $0.hasPrefix("≈") } ? "≈ " : "= ")
      + parts.map { $0.drop { $0 == "≈" } }.joined(separator: " + ")
      + " \(FigureNumber(alpha).asRightSide)"
    return LineChart(
      title: "Why no rule accepts more", subject: instance.name, xTitle: "tokens in S",
      caption:
        "S grows from left to right: the tokens of H first, then the others, each by falling p/q. A(S) ≤ f(S) "
        + "= P(some draft is in S) for every rule. This rule meets f at H and takes all of p outside "
        + "of it, so α = f(H) + p(outside H) \(sum) cannot be "
        + "exceeded. Drafts: \(sampling.name).",
      places: ["∅"] + names.map { "+ \($0)" },
      series: [
        .init(name: "f(S)", values: sums.map { FigureNumber($0.reach) }),
        .init(name: "A(S), accepted", values: sums.map { FigureNumber($0.accepted) }),
        .init(name: "p(S), target", values: sums.map { FigureNumber($0.target) }),
      ], range: (0, 1), mark: (size, "\(cutName): A(H) = f(H) \(FigureNumber(reach).asRightSide)")
    ).figure(table: table(["∅"] + names, sums))
  }

  private static func table(
    _ names: [String], _ sums: [(reach: Rational, accepted: Rational, target: Rational)]
  ) -> FigureTable {
    var table = FigureTable(["joins S", "f(S)", "A(S)", "p(S)"])
    for (name, sum) in zip(names, sums) {
      table.add([.text(name), .exact(sum.reach), .exact(sum.accepted), .exact(sum.target)])
    }
    return table
  }
}
