import LinearPrograms
import Rationals

// How much of the foods x and y, so that there is enough of everything
// and nothing is cheaper?
var diet = LinearProgram(name: "diet", sense: .minimize, objectiveName: "cost")

diet.addRow("need", lower: 1)
diet.addRow("have", lower: .finite(1 / 2))
print(diet.rows.map(\.name))  // → ["need", "have"]
