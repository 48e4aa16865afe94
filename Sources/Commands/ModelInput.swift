// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import GLPK
import LPFormats
import LinearPrograms

/// The model that a command reads, and how.
struct ModelInput: ParsableArguments {
  @Argument(
    help: """
      The model: a file in .lp, .mps, .json or .mod (GMPL), each also with .gz, or - for \
      standard input in LP, MPS or JSON.
      """,
    completion: .file())
  var model: String

  @Flag(help: "Let integer variables be any number.")
  var relax = false

  @Option(help: ArgumentHelp("The data of a GMPL model.", valueName: "file"), completion: .file())
  var data: String?

  @Flag(help: "Let a GMPL model read and write files while it is built.")
  var trustModel = false

  /// Reads the model, and tells on standard error what a person should know about it.
  func read() throws -> LinearProgram {
    guard Self.isGMPL(model) else {
      if data != nil { throw CommandFailure("--data belongs to a GMPL model, in a file in .mod") }
      do throws(ModelFileError) {
        return try ModelFile.read(model, relaxing: relax) { Console.note("\(model): \($0)") }
      } catch {
        throw CommandFailure(
          error.isAboutIntegers
            ? "\(error)\n  --relax lets integer variables be any number" : error.description)
      }
    }
    let program: LinearProgram
    let text = GMPLText(try ModelFile.bytes(model), source: model)
    let data = try self.data.map { GMPLText(try ModelFile.bytes($0), source: $0) }
    do throws(GMPLError) {
      program = try GMPLModel.read(text, data: data, relaxing: relax, trusting: trustModel)
    } catch {
      throw CommandFailure(explain(error))
    }
    Console.note("\(model): \(GMPLModel.note)")
    return program
  }

  private func explain(_ error: GMPLError) -> String {
    switch error {
    case .refused, .system: error.description
    case .touchesFiles: "\(error); --trust-model lets it"
    case .integer: "\(model): \(error); --relax lets it be any number"
    }
  }

  private static func isGMPL(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.hasSuffix(".mod") || name.hasSuffix(".mod.gz")
  }
}
