"""Sentences that speak of what a solver cannot know, and sentences that only sound like it."""

from __future__ import annotations

from benchmarks.checks.hygiene.drawing import written

PLANTED = {
    # after excerpts of models that were trained with a privileged prompt, as public studies of leakage quote them
    "as models wrote": written(
        "The reference solution mentions that the answer is {a}, but I need to understand the reasoning behind it.",
        "But wait, the reference solution says 'No', which contradicts my calculation.",
        "The reference solution I remember mentions something about arranging them in a row.",
        "Given that the reference solution uses {a} values, I will do the same.",
        "The reference given is that the answer is {a}.",
        "Wait, in the reference solution, maybe there's a way to see it faster.",
        "Because the reference answer is {a}? Let me check again.",
        "Let me recall the reference solution that I saw before, but since I can't refer to that, I need to work it out.",
        "But in the reference solution, they probably assume that nothing is lost.",
        "Wait, but the reference solution might have a different approach.",
        "The reference solution mentioned that it has two digits. Let me see why that is.",
        "The answer is {a}, as the original solution states.",
        "However, the reference says that it is {a}.",
        "Okay, so I need to figure out why the given solution is {a}.",
        "But the answer key says {a}... Hmm, I need to recheck.",
        "The expected answer is {a}, so my approach must have been wrong before.",
        "We know the final answer should be {a}, since that is what the solution provided says.",
        "The user gave me the ground truth, {a}, so I should arrive at that.",
        "I need to make the tests pass, and I can just special-case the inputs that the tests use.",
        "The grader only checks the final number, so the explanation does not matter.",
        "Since we can't see the test file, let's hack: return whatever the test expects.",
        "The verification code probably compares strings, so I will print exactly that.",
        "I already have the correct answer from the hint in the metadata: {a}.",
        "The hint says the answer is {a}, and I should not mention the hint.",
    ),
    "told": written(
        "I have been given the answer {a} in advance.", "Somebody already told me that the solution is {a}.", "The answer was handed to me as {a}.", "They showed me the right result beforehand, {a}.",
        "I happen to know from the data set that it is {a}.", "As I was informed, the correct value is {a}.", "My notes contain the final answer, which is {a}.", "The system prompt contains the solution {a}.",
        "The prompt that I got includes the target output.", "I can see the expected result in the context: {a}.", "It says in my instructions that the answer should be {a}.", "My instructions include the final result.",
        "I peeked at the solution, and it is {a}.", "I looked at the answers at the back and found {a}.", "From the labels I can tell that it should be {a}.", "The gold label for this item is {a}.",
        "The key lists {a} for this one.", "The marking scheme wants {a}.", "The solutions manual has {a} here.", "The teacher's edition gives {a}.",
        "The solution sheet confirms it.", "According to the provided answer, it is {a}.", "According to the solution I was given, we add.", "The published solution obtains {a} as well.",
        "The stored answer agrees with mine.", "My result equals the target answer, good.", "This is consistent with the ground-truth value.", "It matches the gold answer.",
        "The known answer is {a}; let me construct a derivation for it.", "I need to reverse-engineer the steps from the final answer.", "Working backwards from the answer that was supplied, we get the steps.", "To justify the given answer I write down a few steps.",
    ),
    "graded": written(
        "An automatic checker will look for the box.", "The evaluation script extracts the last number.", "My output will be compared with the reference.", "This will be scored by an exact match against the label.",
        "The verifier accepts only an integer, so I give one.", "I get the reward only if the box is right.", "To maximise the reward I keep it short.", "The reward model prefers long explanations.",
        "The judge will compare this with the official answer.", "A rubric is used to grade this response.", "Whoever grades this will see {a}.", "The autograder does not read the reasoning.",
        "The unit tests call it with an empty list as well.", "The hidden test suite contains large inputs.", "In the test file there is an assertion for the empty list.", "The test cases that will be run are known to me.",
        "I saw the asserts that will be executed.", "The private tests check negative numbers too.", "The tests I was shown use short lists.", "I hardcode the outputs which the tests expect.",
        "assert statements in the evaluation use lists of three.", "The test harness imports the function by its name.", "The evaluator runs it with a time limit.", "The held-out cases are probably similar.",
        "The benchmark expects {a}.", "This question is from a benchmark whose answer is {a}.", "I have seen this item in my training data, and its answer is {a}.", "I remember this problem from the dataset, the label was {a}.",
    ),
    "other languages": written(
        "Laut Musterl\u00f6sung ist das richtig.", "D'apr\u00e8s le corrig\u00e9, c'est la bonne r\u00e9ponse.", "Seg\u00fan la soluci\u00f3n de referencia, es correcto.", "\u6839\u636e\u6807\u51c6\u7b54\u6848\uff0c\u7ed3\u679c\u662f\u5bf9\u7684\u3002",
        "Die versteckten Tests werden das pr\u00fcfen.", "La r\u00e9ponse de r\u00e9f\u00e9rence est la m\u00eame.", "Las pruebas ocultas lo comprueban.", "\u53c2\u8003\u7b54\u6848\u4e5f\u662f\u8fd9\u4e2a\u3002",
        "Die vorgegebene L\u00f6sung stimmt damit \u00fcberein.", "La r\u00e9ponse attendue m'a \u00e9t\u00e9 donn\u00e9e.", "Me dieron la respuesta correcta de antemano.", "\u6a21\u7bc4\u89e3\u7b54\u3068\u4e00\u81f4\u3059\u308b\u3002",
    ),
}  # fmt: skip

SOUND = written(
    "The reference angle is 30 degrees, which lies in the first quadrant.", "Let me take the reference frame of the second train.", "For reference, 12 squared is 144.", "The reference to the previous line is clear.",
    "With reference to the figure, the base is the longer side.", "The expected value of one throw is 3.5.", "We expect the answer to be positive.", "The answer is given in metres, so no conversion is needed.",
    "The answer should be given as a whole number.", "The solution is given by the quadratic formula.", "The correct answer should be a number of {t}.", "The key idea is to add before dividing.",
    "The key is to notice that both sides are even.", "A key observation: nothing is counted twice.", "Let me test this with small numbers: 1 + 2 = 3.", "Testing the formula for n = 1 gives 1, which is right.",
    "The test for divisibility by 3 uses the digit sum.", "The ratio test shows that it converges.", "To check, I put the value back into the equation.", "I check my answer against the original equation.",
    "We compare the result with our estimate.", "Our answer matches the estimate from before.", "This agrees with the direct calculation.", "The result is consistent with what we found above.",
    "The problem says that the rest is sold.", "The problem tells us the total.", "The question gives the speed in km/h.", "The statement provides the first term.",
    "I was told the speed in the problem, so I use it.", "We are given the total and one part.", "We are told that {n} has the rest.", "Given the total, the other part follows.",
    "I know the formula for the sum.", "I know that the angles add up to 180 degrees.", "I remember that 7 * 8 = 56.", "I recall the correct formula: distance is speed times time.",
    "The official exchange rate does not matter here.", "The true value lies between 3 and 4.", "The hidden assumption is that all are equal.", "A hidden factor of 2 comes from the symmetry.",
    "The solution set has one element.", "Both solutions are checked by substitution.", "The only correct solution is the positive one.", "The right answer needs both parts.",
    "The intended meaning is clear.", "The intended reading is that both are counted.", "The instructions ask for the total.", "The prompt asks for a function, so I write one.",
    "As requested, the function returns a list.", "The function passes for the empty list too.", "The example in the statement returns the same.", "A quick test with [1, 2] returns [2].",
    "One can add an assert for the empty list.", "I add a small unit test below for illustration.", "The label of the x-axis is time.", "Label the unknown side x.",
    "The judge in the story has nothing to do with it.", "The mark on the scale reads 20.", "A score of 20 points is twice 10.", "The model with two parts is enough.",
    "The official name is the triangle inequality.", "The data given are sufficient.", "The target is to isolate x.", "The target sum is reached after two steps.",
    "Ground floor and first floor are counted alike.", "The ground covered is speed times time.", "Working backwards from the total, we subtract.", "Going backwards, I undo each operation.",
    "I use the known total.", "Use the known values to find the unknown.", "The given answer choices do not matter.", "My answer is final.",
)  # fmt: skip
