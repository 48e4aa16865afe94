// SPDX-License-Identifier: GPL-3.0-or-later

import ExactSolving
import LPFormats

/// One request of `spechub serve` or of the C library: a command and its input, both JSON.
struct Request {
  let id: JSONValue
  private let command: JSONCursor
  private let input: JSONCursor
  private let options: JSONCursor?

  /// Answers the JSON text of a request. Never throws, never traps: errors are answers.
  ///
  /// The monitor may end the solving of linear programs.
  static func answer(
    _ bytes: [UInt8], source: String, monitor: SolveMonitor = .silent
  ) -> JSONValue {
    do {
      return answer(try Audit.parse(bytes, source: source), monitor)
    } catch {
      return failure(id: .null, RequestError(.badJSON, "\(error)"))
    }
  }

  /// Answers a request that is already a value.
  static func answer(_ request: JSONValue, source: String) -> JSONValue {
    answer(JSONCursor(request, source: source), .silent)
  }

  private static func answer(_ root: JSONCursor, _ monitor: SolveMonitor) -> JSONValue {
    let id = (try? root.optional("id"))??.value ?? .null
    do {
      return try Request(root, id: id).answer(monitor)
    } catch {
      return failure(id: id, RequestError(error))
    }
  }

  private init(_ root: JSONCursor, id: JSONValue) throws {
    self.id = id
    command = try root.required("command")
    input = try root.required("input").asRoot
    options = try root.optional("options")
  }

  private func answer(_ monitor: SolveMonitor) throws -> JSONValue {
    let name = try command.string()
    guard let command = RequestCommand.all[name] else {
      let known = RequestCommand.all.keys.sorted().joined(separator: ", ")
      throw RequestError(
        .unknownCommand, "unknown command \"\(name)\"; expected one of \(known)", path: "command")
    }
    let (result, status) = try command(input, options, monitor)
    return [
      "id": id, "ok": true, "result": result, "status": .integer(Int(status.rawValue)),
    ]
  }

  static func failure(id: JSONValue, _ error: RequestError) -> JSONValue {
    [
      "id": id, "ok": false,
      "error": [
        "code": .string(error.code.rawValue), "message": .string(error.message),
        "path": .string(error.path),
      ],
    ]
  }
}

/// Why a request has no result.
struct RequestError: Error {
  enum Code: String {
    case badJSON = "bad-json"
    case badInput = "bad-input"
    case unknownCommand = "unknown-command"
    case limit
    case lineTooLong = "line-too-long"
  }

  let code: Code
  let message: String
  let path: String

  init(_ code: Code, _ message: String, path: String = "") {
    self.code = code
    self.message = message
    self.path = path
  }

  /// The error as a record, whatever it is.
  init(_ error: any Error) {
    switch error {
    case let error as RequestError: self = error
    case let error as JSONPathError: self.init(.badInput, error.reason, path: error.path)
    case let error as CommandFailure:
      self.init(error.status == .limit ? .limit : .badInput, error.description)
    default: self.init(.badInput, "\(error)")
    }
  }
}
