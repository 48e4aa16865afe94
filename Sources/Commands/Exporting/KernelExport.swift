// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// A scheme's rule at one position, written out as a kernel file.
struct KernelExport {
  private let instance: Instance
  private let scheme: any Scheme
  private let kernel: Kernel
  private let sampling: Sampling

  /// The most numbers that are written.
  private static let limit = 2_000_000

  init(_ scheme: any Scheme, of instance: Instance) throws {
    let position = Position(instance)
    do {
      sampling = try scheme.sampling(at: position)
      let law = try scheme.law(at: position)
      let numbers = law.entries.count * instance.target.count
      guard numbers <= Self.limit else {
        throw CommandFailure(
          "the kernel of \(scheme.id) would have \(numbers) entries, more than \(Self.limit)")
      }
      kernel = try scheme.kernel(at: position)
    } catch let error as SchemeError {
      throw CommandFailure("\(scheme.id): \(error)")
    }
    self.instance = instance
    self.scheme = scheme
  }

  /// p, q, k, the drafts' law by name where it has one, and a row for each tuple.
  var json: JSONValue {
    var members: [JSONValue.Member] = []
    if let name = instance.name { members.append(.init("name", .string(name))) }
    if let tokens = instance.tokens {
      members.append(.init("tokens", .array(tokens.map(JSONValue.string))))
    }
    members += [
      .init("p", .array(instance.target.probabilities.map(JSONValue.exact))),
      .init("q", .array(instance.draft.probabilities.map(JSONValue.exact))),
      .init("k", .integer(kernel.rows[0].drafts.count)),
      .init("scheme", .string("\(scheme.id): \(scheme.summary)")),
    ]
    switch sampling {
    case .joint: members.append(.init("sampling", "free"))
    case .hub(let token):
      members.append(.init("sampling", "hub"))
      if let token { members.append(.init("hub", .integer(token))) }
    default: members.append(.init("sampling", .string(sampling.name)))
    }
    members.append(.init("kernel", .array(kernel.rows.map(\.json))))
    return .object(members)
  }
}

extension Kernel.Row {
  fileprivate var json: JSONValue {
    [
      "draft": .array(drafts.map(JSONValue.integer)), "w": .exact(probability),
      "out": .array(output.map(JSONValue.exact)), "acc": .array(accepted.map(JSONValue.exact)),
    ]
  }
}
