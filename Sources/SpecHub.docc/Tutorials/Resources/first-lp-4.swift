import Certificates
import ExactSolving
import GLPK
import LinearPrograms
import Rationals

// How much of the foods x and y, so that there is enough of everything
// and nothing is cheaper?
var diet = LinearProgram(name: "diet", sense: .minimize, objectiveName: "cost")

let need = diet.addRow("need", lower: 1)
let have = diet.addRow("have", lower: .finite(1 / 2))

diet.addVariable("x", cost: 3, entries: [.init(row: need, value: 1), .init(row: have, value: 2)])
diet.addVariable("y", cost: 2, entries: [.init(row: need, value: 3), .init(row: have, value: 1)])

let solution = try ExactSolver(oracle: GLPKOracle()).solve(diet)
print(solution.outcome.status)  // → optimal
