"""The names that answers use: functions, symbols, operators and words, in LaTeX and in plain text."""

from __future__ import annotations

FUNCTIONS = {
    name: name
    for name in (
        "sin cos tan cot sec csc sinh cosh tanh coth ln log lg exp gcd lcm min max det "
        "sgn floor ceil sqrt cbrt abs sech csch"
    ).split()
} | {
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arccot": "acot", "arcsec": "asec", "arccsc": "acsc",
    "asin": "asin", "acos": "acos", "atan": "atan", "acot": "acot", "arcsinh": "asinh", "arccosh": "acosh",
    "arctanh": "atanh", "arsinh": "asinh", "arcosh": "acosh", "artanh": "atanh", "tg": "tan", "ctg": "cot",
    "cosec": "csc", "arctg": "atan", "Re": "re", "Im": "im", "factorial": "factorial", "binom": "binom",
    "ceiling": "ceil", "GCD": "gcd", "LCM": "lcm", "Arg": "arg", "arg": "arg", "binomial": "binom",
    "asinh": "asinh", "acosh": "acosh", "atanh": "atanh", "sign": "sgn", "Log": "log", "Ln": "ln",
}  # fmt: skip

INVERSES = {
    "sin": "asin", "cos": "acos", "tan": "atan", "cot": "acot", "sec": "asec", "csc": "acsc", "sinh": "asinh",
    "cosh": "acosh", "tanh": "atanh",
}  # fmt: skip

_LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron rho sigma tau upsilon "
    "phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
).split()
GREEK = {name: name for name in _LETTERS} | {
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho", "varsigma": "sigma",
    "varpi": "pi", "pi": "pi", "ell": "l", "hbar": "hbar", "imath": "i", "jmath": "j", "partial": "partial",
    "nabla": "nabla", "aleph": "aleph", "Re": "Re", "Im": "Im",
}  # fmt: skip

SYMBOLS = GREEK | {
    "infty": "oo", "infin": "oo", "emptyset": "EmptySet", "varnothing": "EmptySet", "R": "RR", "reals": "RR",
    "ldots": "...", "dots": "...", "cdots": "...", "dotsc": "...", "dotsb": "...", "vdots": "...", "prime": "'",
}  # fmt: skip
BLACKBOARD = {"R": "RR", "Z": "ZZ", "N": "NN", "Q": "QQ", "C": "CC"}

OPERATORS = {
    "cdot": "*", "times": "*", "ast": "*", "div": "/", "pm": "+-", "mp": "-+", "le": "<=", "leq": "<=",
    "leqslant": "<=", "leqq": "<=", "ge": ">=", "geq": ">=", "geqslant": ">=", "geqq": ">=", "lt": "<", "gt": ">",
    "ne": "!=", "neq": "!=", "approx": "~", "approxeq": "~", "simeq": "~", "sim": "~", "doteq": "~", "cong": "=",
    "equiv": "=", "in": "in", "cup": "cup", "bigcup": "cup", "cap": "cap", "bigcap": "cap", "setminus": "setminus",
    "backslash": "setminus", "smallsetminus": "setminus", "mid": "|", "vert": "|", "lvert": "|", "rvert": "|",
    "Vert": "|", "lVert": "|", "rVert": "|", "colon": ":", "bmod": "mod", "mod": "mod", "pmod": "pmod",
    "land": "and", "wedge": "and", "lor": "or", "vee": "or", "langle": "<(", "rangle": ")>", "lfloor": "floor(",
    "rfloor": ")floor", "lceil": "ceil(", "rceil": ")ceil", "to": "->", "rightarrow": "->", "mapsto": "->",
    "lbrace": "\\{", "rbrace": "\\}", "lbrack": "[", "rbrack": "]", "lparen": "(", "rparen": ")", "star": "*",
    "bullet": "*", "circ": "circ", "degree": "circ", "colonequals": "=", "coloneqq": "=", "triangleq": "=",
    "propto": "propto", "iff": "iff", "Leftrightarrow": "iff", "implies": "implies", "Rightarrow": "implies",
}  # fmt: skip

STRUCTURES = frozenset(
    "frac dfrac tfrac cfrac binom dbinom tbinom sqrt sum prod int lim begin end overline bar vec hat widehat "
    "overrightarrow angle triangle underline tilde dot over choose iint oint limsup liminf".split()
)
TEXT_COMMANDS = frozenset(
    "text textbf textit textrm textsf texttt textnormal textsc mbox hbox mathrm mathbf mathit mathsf mathtt "
    "operatorname emph boldsymbol bm mathbb mathcal mathfrak mathscr unit".split()
)
IGNORED = frozenset(
    "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle displaystyle textstyle "
    "scriptstyle limits nolimits rm bf it sf tt quad qquad thinspace medspace thickspace enspace negthinspace "
    "hfill allowbreak centering nonumber notag strut mathstrut relax large Large boxed fbox space ensuremath "
    "mathop mathbin mathrel mathord underbrace tag cancel".split()
)

AND_WORDS = frozenset({"and", "&"})
OR_WORDS = frozenset({"or"})
NAMES = {"infinity": "oo", "inf": "oo", "oo": "oo", "Infinity": "oo", "infty": "oo", "infinite": "oo"} | GREEK

# Words of three letters or fewer that are words, not products of variables, when they stand bare.
SHORT_WORDS = frozenset(
    "yes no odd even one two six ten red blue man men boy girl cat dog sun mon tue wed thu fri sat jan feb mar "
    "apr may jun jul aug sep oct nov dec all any none not the dna rna up down left true day am pm tom tim bob "
    "ben sam amy ann joe jim max zoe eve ian kim lee liz ray roy sue ted car bus art map hot cold dry wet new old "
    "big few low high tie win is it if of on at by we he she you his her zero dne na box pen cup hat key in to".split()
)

LEAD_INS = frozenset(
    "the answer is; answer; answer is; the final answer is; final answer; the solution is; solution; the solutions are; "
    "solutions; exactly; about; approximately; approx; around; therefore; thus; so; hence; the value is; value; "
    "total; equals; is; result; the result is; x is; at least; the solution set is; we have; that is; ans; "
    "roughly; or about; the point; point; the set; the interval; all; all real; the line; the equation; minimum; maximum".split("; ")
)
