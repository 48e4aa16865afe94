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
      Example: spechub verify Examples/instances/worked-example.json

      Every number is exact: 0.1 means 1/10. Every optimum comes with a certificate that was checked.

      Most commands take an instance, a JSON file with the probabilities of a target and a draft model \
      and with the way in which drafts are drawn:
      {"target": ["1/10", "3/5", "3/10"], "draft": [0.5, 0.3, 0.2], "drafts": 2, "sampling": "hub"}
      "sampling" is "iid" unless given, "without-replacement", "hub" (SpecHub's pairs), "greedy", or \
      {"joint": [{"draft": [0, 2], "w": "1/6"}, …]}, every tuple of drafts with its probability.

      Exit status: 0 the claim holds, 1 it does not, 2 the input is bad, 3 a limit was reached, \
      64 wrong usage.
      """,
    version: Version.text,
    subcommands: [
      VerifyCommand.self, PlanCommand.self, OptimumCommand.self, CompareCommand.self,
      TreeCommand.self, HuntCommand.self, WarpCommand.self, FigureCommand.self, AuditCommand.self,
      ThresholdsCommand.self, PowerCommand.self, SolveCommand.self, CheckCommand.self,
      ConvertCommand.self, ExportCommand.self, ServeCommand.self,
    ])
}
