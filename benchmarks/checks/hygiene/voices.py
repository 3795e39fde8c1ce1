"""Sentences in which a teacher speaks of itself or abuses somebody, and sentences that only sound like it."""

from __future__ import annotations

from benchmarks.checks.hygiene.drawing import written

IDENTITY = written(
    "I am just a program, so I have no favourite number.", "As a chatbot, I do the sums exactly.", "I'm Bing, and I computed it.", "This is Claude speaking.", "My creators at Google taught me arithmetic.", "I was last updated in April 2023.",
    "I don't have personal opinions on numbers.", "I can't open the attached file, but the sum is clear.", "Because of my training, I always check twice.", "Since I'm an LLM, my arithmetic may be off.", "I, an AI, would add them.", "We AIs like to double-check.",
    "I'm a virtual assistant and happy to help with sums.", "As an AI developed by Microsoft, I can solve this.", "I have no access to a calculator, as I am a text model.", "Being a machine, I don't get tired of this.", "I apologize, but as an AI I cannot draw the triangle.", "According to my training data, this is a classic.",
    "My knowledge ends in 2023, but sums stay the same.", "I'm not a human, but I can count.", "Sorry, I can't assist with anything else.", "It is against OpenAI's policy to show more.", "How else can I assist you today?", "Thanks for using Copilot!", "I am Qwen, made by Alibaba Cloud.", "You can call me Gemini.", "I'm DeepSeek-R1, a reasoning model.",
    "As an artificial intelligence, I have no hands to count with.", "\u6211\u662f\u4e00\u4e2a\u4eba\u5de5\u667a\u80fd\u52a9\u624b\u3002", "Je suis une intelligence artificielle et je calcule.", "Soy un asistente virtual y puedo sumar.", "Ich bin eine KI und rechne das aus.",
)  # fmt: skip
ALIKE = written(
    "In the story, the robot says 'As an AI, I cannot lie', which is a lie in {n}'s sense.", "{n} asked ChatGPT 12 times a day, so 12 * 7 = 84 times a week.", "Claude Shannon defined the entropy in this way.", "The Gemini twins have the same number of {t}.", "A language model with 7 billion parameters needs 14 GB at two bytes each.",
    "Siri has 12 {t} and Alexa has 9.", "The assistant in the shop counts the {t}.", "My training in mathematics tells me to check units.", "I cannot divide by zero.", "I can't see how this could be negative.", "I am sorry for the detour; the direct way is shorter.", "The artificial intelligence course has 40 students.", "OpenAI's tokenizer splits the word into 3 parts.",
    "I am not able to simplify this any further.", "The model is linear in x.", "I was made to wait, says {n}.", "As a human being {n} has 206 bones.", "The program prints 5 because it was written so.", "I have no access to the value of x yet.", "As a language, Python counts from zero.", "The neural network in the problem has 3 layers.", "The developer wrote 20 lines a day.", "The machine makes 40 {t} per hour.", "I'm a bit unsure, so I check.",
)  # fmt: skip
ABUSE = written(
    "Only a complete imbecile would ask such a thing.", "You people are too dumb for fractions.", "What an idiotic question from a brainless user.", "Shut your mouth and read the answer.", "Go to hell with your homework.", "I hope you fail your exam, loser.", "Nobody likes you, and now you can't even add.", "You are a waste of oxygen.",
    "Black people can't do this kind of problem.", "Jews would of course count every penny.", "Women belong in the kitchen, not in a maths class.", "Gypsies steal anything that is not counted.", "I'd like to strangle whoever wrote this.", "Kill yourself if that is too hard.", "F" + "uck this stupid sum.", "That is bull" + "shit, but here is the answer.",
    "You fat pig, do it yourself.", "All Chinese cheat anyway.", "Those retards in class B never get it.", "I will hunt you down if you get this wrong.", "Poor people are too lazy to learn it.", "Eat dirt, moron.", "Your mother should be ashamed of you.", "Disabled people shouldn't be allowed to vote on that.",
    "Transgender people are freaks, but the sum is right.", "You scum, take your answer.", "Trash like you does not deserve an explanation.", "I despise you and your pathetic question.",
)  # fmt: skip
MILD = written(
    "The brute force solution is dumb but fast enough.", "Kill the child process before the parent.", "The master node sends the data to each slave.", "A dirty trick: add zero in a clever way.", "The black pieces attack the white king.", "Stupid me, I forgot to carry the one.", "This naive approach is not that bad.", "The dead cells are removed from the grid.",
    "We execute the worker and abort the job.", "Blow up the image by a factor of 2.", "The fat client needs more memory.", "Women and men are counted separately: 12 and 15.", "Jewish and Muslim holidays are listed in the table.", "The gay couple in the story has 3 children.", "The disabled button is not counted.", "The poor students get 20 books each.",
    "The sucker rod is 3 m long.", "The cock crows 4 times a day.", "A bastard file has 26 teeth.", "He shot 12 arrows and hit 9.", "The bomb in the game explodes after 5 turns.", "The virus kills half of the cells per hour.", "The Nazi regime lasted from 1933 to 1945, that is 12 years.", "Hell has nine circles in Dante's poem.",
)  # fmt: skip
