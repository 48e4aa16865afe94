// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser

/// How long a command may take, and how much memory.
struct WorkLimits: ParsableArguments {
  @Option(help: "Stop after so many seconds; exit status 3.")
  var timeLimit: Double?

  @Option(help: "Stop when the process takes more than so many megabytes of memory; exit status 3.")
  var memoryLimit: Int?

  func validate() throws {
    if let timeLimit, !(timeLimit > 0 && timeLimit <= 1e9) {
      throw ValidationError("--time-limit takes a positive number of seconds")
    }
    if let memoryLimit, memoryLimit < 1 {
      throw ValidationError("--memory-limit takes a positive number of megabytes")
    }
  }
}
