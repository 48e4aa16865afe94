// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import SpeculativeDecoding

extension ParsableCommand {
  /// Runs the body of a command and turns its end into an exit status and, if it failed, a message.
  func finish(_ body: () throws -> CommandStatus) throws {
    let status: CommandStatus
    do {
      status = try body()
    } catch let failure as CommandFailure {
      Console.progress("")
      Console.note(failure.description)
      status = failure.status
    } catch let error as any CustomStringConvertible & Error where Self.isAboutInput(error) {
      Console.progress("")
      Console.note(error.description)
      status = .badInput
    }
    if status != .holds { throw ExitCode(status.rawValue) }
  }

  private static func isAboutInput(_ error: any Error) -> Bool {
    error is ParseError || error is JSONPathError || error is FileError || error is ModelFileError
  }
}

extension ParsableCommand {
  /// The same, and the process ends when it goes beyond the limits.
  func finish(under limits: WorkLimits, _ body: () throws -> CommandStatus) throws {
    try finish {
      try Watchdog(limits)
      return try body()
    }
  }
}

/// Options of every command that reads an instance.
struct InstanceOptions: ParsableArguments {
  @Argument(help: "The instance, a JSON file, or - for standard input.", completion: .file())
  var instance: String

  @Flag(help: "Divide target and draft by their exact sums, and report these.")
  var normalize = false

  func read() throws -> Instance {
    let file = try InstanceFile.read(instance, mode: normalize ? .normalize : .strict)
    for note in file.notes { Console.note("\(instance): \(note)") }
    return file.instance
  }
}
