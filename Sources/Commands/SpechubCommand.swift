// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Glibc

/// The whole program, so that the executable needs nothing but this.
public enum Program {
  public static func run() {
    // A reader that closes the pipe is no error; `Console` sees EPIPE and ends quietly.
    signal(SIGPIPE, SIG_IGN)
    SpechubCommand.main()
  }
}

struct SpechubCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spechub",
    abstract: "Exact, certified answers about speculative decoding and linear programs.",
    discussion: """
      Every number is exact: 0.1 means 1/10. Every optimum comes with a certificate that was checked.

      Exit status: 0 the claim holds, 1 it does not, 2 the input is bad, 3 a limit was reached, \
      64 wrong usage.
      """,
    version: Version.text,
    subcommands: [
      VerifyCommand.self, PlanCommand.self, ExplainCommand.self, OptimumCommand.self,
      CompareCommand.self,
      TreeCommand.self, HuntCommand.self, WarpCommand.self, FigureCommand.self, AuditCommand.self,
      ThresholdsCommand.self, PowerCommand.self, SolveCommand.self, CheckCommand.self,
      ConvertCommand.self, ExportCommand.self, ServeCommand.self,
    ])
}
