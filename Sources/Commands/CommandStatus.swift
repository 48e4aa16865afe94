// SPDX-License-Identifier: GPL-3.0-or-later

/// What the program's exit status means, in one place.
public enum CommandStatus: Int32, Sendable {
  /// The claim holds: solved and certified, lossless, valid.
  case holds = 0
  /// It does not: a claim refuted, a certificate rejected, an expectation missed.
  case refuted = 1
  /// The input is bad or cannot be decided; the message says where.
  case badInput = 2
  /// A limit was reached before there was an answer.
  case limit = 3
  // 64 is wrong usage; swift-argument-parser exits with it by itself.
}

/// A failure that ends a command: what to tell the person, and the exit status.
struct CommandFailure: Error, CustomStringConvertible {
  var status: CommandStatus
  var description: String

  init(_ description: String, status: CommandStatus = .badInput) {
    self.status = status
    self.description = description
  }
}
