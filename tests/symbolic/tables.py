r"""Answer pairs by type: what graders must accept and what they must not.

Conventions: lists and sets are unordered, tuples and intervals ordered; a missing unit is accepted, another one
is not; words and choice letters are case-insensitive, symbols case-sensitive; labels such as `x =` are ignored;
odd roots of negative numbers are real; exact means exact; the last box counts.
"""

EQUAL: dict[str, list[tuple[str, str]]] = {
    "number": [
        ("1000", "1,000"), ("1000", "1{,}000"), ("1000", r"1\,000"), ("1000", r"1\!000"), ("1234567", "1,234,567"),
        ("1234567", r"1{,}234{,}567"), ("1000000", r"1\,000\,000"), ("1000000", "1 000 000"), ("12345", r"12,\!345"),
        ("3", "3.0"), ("3", "3."), ("3", "+3"), ("0.5", ".5"), ("5", "05"), ("-3", "−3"), ("-3", "(-3)"), ("7", "7.000"),
        (r"\frac{1}{2}", "1/2"), (r"\frac{1}{2}", "0.5"), (r"\frac12", r"\dfrac{1}{2}"), (r"\frac{1}{2}", "½"),
        (r"\frac{-1}{2}", r"-\frac{1}{2}"), (r"\frac{1}{-2}", r"-\frac12"), (r"\frac{3}{4}", r"\tfrac34"), (r"\frac{3}{4}", r"\frac{6}{8}"),
        (r"\frac{1}{2}", r"{1 \over 2}"), (r"\frac{1}{3}", r"0.\overline{3}"), (r"\frac{1}{3}", r"0.\bar{3}"), (r"\frac16", r"0.1\overline{6}"),
        (r"\frac{1}{3}", "0.333..."), (r"\frac{1}{3}", r"0.333\ldots"), (r"\frac{41}{333}", r"0.\overline{123}"), (r"\frac{1}{3}", r"0.\dot{3}"), (r"\frac{4}{33}", r"0.\dot{1}\dot{2}"), (r"\frac13", "0.(3)"),
        ("1", r"0.\overline{9}"), (r"2.5", r"2\frac{1}{2}"), (r"\frac{11}{4}", "2 3/4"), (r"2\frac34", r"2\tfrac{3}{4}"), (r"-\frac{5}{2}", r"-2\frac{1}{2}"), ("2.5", "2½"),
        ("2.5", r"2 \frac{1}{2}"), ("1500", r"1.5 \times 10^3"), ("1500", r"1.5 \cdot 10^{3}"), ("1500", "1.5e3"), ("0.00012", r"1.2\times10^{-4}"), ("1500", "1.5E+3"), ("602000", r"6.02 * 10^5"), (r"3\times10^8", "300000000"), ("1e-3", "0.001"),
        ("0", "-0"), ("0", "0.0"), ("12", "３×４"), ("2", "②"), (r"\frac{22}{7}", "22/7"), ("1000", r"10^3"), ("1024", "2^{10}"),
        (r"\frac{a}{b}", "a/b"), ("5", r"\mathbf{5}"), ("5", r"\mathrm{5}"), ("5", r"\text{5}"), ("5", "{5}"), ("5", "$5$"), ("5", r"\(5\)"), ("5", r"\[5\]"), ("5", "5."), ("5", r"5\\"), ("5", "**5**"), ("5", r"\displaystyle 5"), ("5", r"\boxed{5}"),
        (r"\frac{5}{6}", r"5 \div 6"), ("6", r"2 \cdot 3"), ("6", "2*3"), ("6", "2×3"), ("8", "2**3"), ("1", r"\frac{7}{7}"), (r"\sqrt{16}", "4"), (r"\frac{1}{\sqrt{4}}", "0.5"), ("40320", "8!"), ("48", "6!!"), ("3", r"\lfloor 3.7 \rfloor"), ("4", r"\lceil 3.2 \rceil"), ("6", r"\gcd(12, 18)"), ("36", r"\operatorname{lcm}(12,18)"), ("1", r"7 \bmod 3"), ("1", r"10 \mod 3"), ("5", "|-5|"), ("5", r"\left|-5\right|"), ("5", r"\lvert -5\rvert"), ("10", r"\binom{5}{2}"), ("10", r"\dbinom{5}{3}"), ("10", r"{5 \choose 2}"), ("5", r"\max(3,5)"), ("32", "four times eight") if False else ("8", "eight"),
    ],
    "percent": [
        (r"12.5\%", r"\frac{1}{8}"), ("50%", "0.5"), (r"50\%", r"\frac12"), (r"150\%", "1.5"), (r"25\%", "25%"), (r"33\frac{1}{3}\%", r"\frac13"), (r"33\frac13\%", r"33.\overline{3}\%"), ("5%", r"5\text{ percent}"), (r"100\%", "1"), (r"0.5\%", "0.005"), ("20%", "20 percent"), (r"66\frac{2}{3}\%", r"\frac{2}{3}"),
    ],
    "surd": [
        (r"\sqrt{12}", r"2\sqrt{3}"), (r"2\sqrt3", r"2\sqrt{3}"), (r"\frac{1}{\sqrt2}", r"\frac{\sqrt{2}}{2}"), (r"\sqrt[3]{-8}", "-2"), (r"\sqrt[3]{54}", r"3\sqrt[3]{2}"), (r"\sqrt[3]{2}", "2^{1/3}"), ("4\\sqrt{2}", "√32"), ("√2", r"\sqrt 2"), ("2√3", r"\sqrt{12}"), (r"\sqrt{7+4\sqrt{3}}", r"2+\sqrt{3}"), (r"\sqrt{3-2\sqrt{2}}", r"\sqrt{2}-1"), (r"\sqrt[3]{7+5\sqrt{2}}", r"1+\sqrt{2}"), (r"\frac{\sqrt{6}+\sqrt2}{4}", r"\frac{\sqrt{2+\sqrt{3}}}{2}"), (r"\sqrt{\frac{3}{4}}", r"\frac{\sqrt3}{2}"), (r"(\sqrt{2}+1)^2", r"3+2\sqrt{2}"), (r"\sqrt{2}\sqrt{3}", r"\sqrt{6}"), (r"\frac{\sqrt{5}-1}{2}", r"\frac{2}{1+\sqrt{5}}"), (r"\sqrt[4]{16}", "2"), ("8^{2/3}", "4"), (r"16^{-3/4}", r"\frac18"), ("sqrt(2)", r"\sqrt{2}"), ("sqrt(2)/2", r"\frac{1}{\sqrt 2}"), (r"5\sqrt{(2)}", r"5\sqrt{2}"), (r"\sqrt{50}-\sqrt{8}", r"3\sqrt{2}"), (r"\sqrt[3]{20+14\sqrt2}+\sqrt[3]{20-14\sqrt2}", "4"), ("cbrt(27)", "3"),(r"\sqrt{12}", r"\sqrt12"),
    ],
    "expression": [
        ("x^2+2x+1", "(x+1)^2"), ("x(x+1)", "x^2+x"), ("2x", "x+x"), (r"\frac{x}{2}", "0.5x"), (r"\frac{x}{2}", "x/2"), ("a+b", "b+a"), ("ab", "ba"), ("3xy", "3yx"), (r"\frac{x^2-1}{x-1}", "x+1"), (r"x^{-1}", r"\frac1x"), (r"\frac{1}{x}+\frac{1}{y}", r"\frac{x+y}{xy}"), ("-x^2", "-(x^2)"), ("(a-b)(a+b)", "a^2-b^2"), (r"2^{n+1}", r"2\cdot 2^n"), (r"4^n", "2^{2n}"), (r"\sqrt{x^2}", "|x|"), ("x²+1", "x^2+1"), ("x_1+x_2", "x_2+x_1"), ("x_{1}", "x_1"), ("a^{m+n}", "a^m a^n"), (r"\alpha\beta", r"\beta\alpha"), (r"\pi r^2", r"\pi{r}^{2}"), ("2πr", r"2\pi r"), ("x^2*y", "yx^2"), (r"\frac{n!}{(n-2)!}", "n(n-1)"), (r"\binom{n}{2}", r"\frac{n(n-1)}{2}"), (r"\frac{n(n+1)}{2}", "1+2+\\cdots+n"), (r"n!", r"1\cdot 2\cdots n") if False else ("n!", "n(n-1)!"), (r"\sum_{k=1}^n k", r"\frac{n(n+1)}{2}"), (r"\sum_{k=0}^{n} 2^k", "2^{n+1}-1"), ("(x+y)^3", "x^3+3x^2y+3xy^2+y^3"), (r"\frac{a}{b}\cdot\frac{c}{d}", r"\frac{ac}{bd}"), (r"\frac{\frac{a}{b}}{\frac{c}{d}}", r"\frac{ad}{bc}"), ("x^2-5x+6", "(x-2)(x-3)"), ("13*pi*R^2", r"13\pi R^2"), (r"e^{x+y}", "e^x e^y"), (r"\exp(2x)", "e^{2x}"), ("(-1)^{n+1}", "-(-1)^n"), (r"-\frac{x}{y}", r"\frac{-x}{y}"), ("1-x", "-(x-1)"), (r"\frac{3x+6}{3}", "x+2"), ("a^2b^3", "b^3a^2"), ("x^3 y", "x^3y"), (r"\left(x+1\right)^{2}", "x^2+2x+1"), ("2(l+w)", "2l+2w"), ("t^2 e^t", "e^{t}t^{2}"), (r"x\sqrt{x}", "x^{3/2}"), (r"\frac{1}{x^2}", "x^{-2}"),(r"\frac{1}{1+x^2}", r"(1+x^2)^{-1}"), ("6x^5", "6*x**5"),(r"\frac{x+2}{x-3}", r"(x+2)/(x-3)"), (r"\sqrt{x}\sqrt{y}", r"\sqrt{xy}"), (r"\frac{\sqrt{x}}{x}", r"\frac{1}{\sqrt{x}}"),
    ],
    "trigonometry and logarithms": [
        (r"\sin^2 x+\cos^2 x", "1"), (r"\sin 2x", r"2\sin x\cos x"), (r"\tan x", r"\frac{\sin x}{\cos x}"), (r"\cos 2x", r"1-2\sin^2 x"), (r"\sec x", r"\frac{1}{\cos x}"), (r"\sin^{-1} x", r"\arcsin x"), (r"\arctan 1", r"\frac{\pi}{4}"), (r"\sin 30^\circ", r"\frac12"), (r"\cos 60°", "0.5"), (r"\tan 45^{\circ}", "1"), (r"\ln 8", r"3\ln 2"), (r"\log_2 8", "3"), (r"\log_{10} 100", "2"), (r"\log_4 8", r"\frac32"), (r"\ln e^2", "2"), (r"\ln(xy)", r"\ln x+\ln y"), (r"\ln\frac{x}{y}", r"\ln x-\ln y"), (r"2\ln x", r"\ln x^2"), (r"\log 100", "2"), (r"\log 2", r"\ln 2"), (r"\sinx", r"\sin x"), ("sin(x)cos(x)", r"\frac{\sin 2x}{2}"), (r"\cot x", r"\frac{\cos x}{\sin x}"), (r"\cosh x", r"\frac{e^x+e^{-x}}{2}"), (r"\sin(\pi - x)", r"\sin x"), (r"\cos\frac{\pi}{5}", r"\frac{1+\sqrt5}{4}"), (r"\tan\frac{\pi}{12}", r"2-\sqrt3"), (r"\sin(x)^2", r"\sin^2(x)"), (r"\frac{1}{2}\ln 3", r"\ln\sqrt{3}"), (r"\log_3 5", r"\frac{\ln 5}{\ln 3}"), (r"e^{\ln 5}", "5"), (r"\operatorname{arctan}(1)", r"\frac{\pi}{4}"), (r"\lg 1000", "3"), (r"\mathrm{e}", "e"), ("2^{\\log_2 7}", "7"), (r"\arcsin\frac{1}{2}", r"\frac{\pi}{6}"), (r"\tan^{-1}(x)", r"\arctan x"),
    ],
    "complex": [
        ("2+3i", "3i+2"), (r"(1+i)^2", "2i"), (r"\frac{1}{i}", "-i"), (r"e^{i\pi}", "-1"), (r"\sqrt{-4}", "2i"), ("i^2", "-1"), (r"\frac{1+i}{1-i}", "i"), (r"\cos\theta+i\sin\theta", r"e^{i\theta}"), ("|3+4i|", "5"), (r"2e^{i\pi/2}", "2i"), ("3-4i", r"\overline{3+4i}"), (r"\frac{\sqrt{2}}{2}+\frac{\sqrt2}{2}i", r"e^{\frac{\pi i}{4}}"), ("1+2i", "1 + 2 i"), (r"4(\cos 60^\circ + i \sin 60^\circ)", r"2+2\sqrt{3}i"), (r"\pm i", "i, -i"), ("-i^3", "i"),
    ],
    "equation": [
        ("2x+3y=6", "y=-\\frac23x+2"), ("x^2+y^2=25", "y^2+x^2-25=0"), ("y=x^2", "x^2=y"), ("x=y", "y=x"), ("xy=1", r"y=\frac1x"), (r"\frac{x}{2}+\frac{y}{3}=1", "3x+2y=6"), ("2x=6", "x=3"), ("y-3=2(x-1)", "y=2x+1"), ("x=5", "5"), ("5", "x=5"), ("5", "y = 5"), ("x=5", "5=x"), ("f(x)=x^2", "x^2"), ("f(x)=x^2", "y=x^2"), ("f(t)=2t", "f(x)=2x"), ("a_n=3n", "3n"), ("P(x)=x+1", "x+1"), ("m+n=7", "7"), ("AB=10", "10"), (r"\angle ABC=30^\circ", "30"), (r"S = 12", "12"), ("x=2y", "y=x/2"), ("x^2-4=0", "x^2=4"), (r"x+y=5, x-y=1", "x=3, y=2"), (r"P(A) = \frac{1}{2}", r"\frac12"), (r"f^{-1}(x)=\frac{x}{2}", r"\frac{x}{2}"), ("g(x)=3x-1", "3x-1"), (r"\text{Area}=12", "12"), ("V=4\\pi", "4π"), ("f(x,y)=x+y", "f(a,b)=a+b"), ("y = mx+b", "mx+b"), ("4x-2y=8","2x-y=4"), ("(x-2)^2+(y-3)^2=4","(y-3)^2+(x-2)^2=4"), ("x = 1 + 2 = 3", "3"), ("k=-2","k = - 2"), (r"\log_2 x = 3", r"\log_2 x=3"), (r"f(x) = \begin{cases} x & x>0 \\ -x & x\le 0\end{cases}", r"\begin{cases} x & x>0 \\ -x & x\le 0\end{cases}"),
    ],
    "inequality": [
        ("x>3", "3<x"), ("x>3", r"(3,\infty)"), (r"x\ge 3", r"[3,\infty)"), ("1<x<2", "(1,2)"), (r"1\le x<2", "[1,2)"), (r"x<1 \text{ or } x>2", r"(-\infty,1)\cup(2,\infty)"), (r"|x|<2", "-2<x<2"), (r"|x-1|\le 3", "[-2,4]"), ("2x>6", "x>3"), ("-x<3", "x>-3"), (r"x\neq 2", r"(-\infty,2)\cup(2,\infty)"), (r"x^2<4", "(-2,2)"), (r"x\geq 3", r"x \ge 3"), ("x≥3", r"x\geqslant 3"), ("x+y<1", "y+x<1"), ("x+y<1", "2x+2y<2"), ("2<x and x<5", "(2,5)"), (r"x \in (1,2)", "1<x<2"), (r"x>0, x\ne 1", r"(0,1)\cup(1,\infty)"), ("x >= 3", r"x \geq 3"), (r"-1 \leq x \leq 1", "[-1,1]"), (r"x\in[0,1]", r"0\le x\le1"), ("3>x", "x<3"), (r"k<-2\text{ or }k>2", "|k|>2"), (r"\{x \mid x>3\}", "x>3"), (r"\{x : 1<x<2\}", "(1,2)"), (r"\{x\in\mathbb{R} \mid x\neq 0\}", r"x\ne0"), (r"m \le \frac{1}{4}", r"m\le 0.25"), ("1 > x > 0", "(0,1)"), (r"x \geq 5 \text{ and } x \leq 10", "[5,10]"),
    ],
    "interval": [
        ("(0,1)", r"\left(0,1\right)"), (r"[1,2]\cup[3,4]", r"[3,4]\cup[1,2]"), ("(0,1)", "]0,1["), ("[0,1[", "[0,1)"), (r"(-\infty,\infty)", r"\mathbb{R}"), (r"\mathbb{R}\setminus\{2\}", r"(-\infty,2)\cup(2,\infty)"), ("(1,3)", r"(1,2]\cup(2,3)"), (r"(-\infty, 0)", "x<0"), (r"\left[\frac12, 1\right)", "[0.5,1)"), ("(-∞, 3]", r"(-\infty,3]"), (r"(0,2)\cap(1,3)", "(1,2)"), (r"x\in\mathbb{R}", r"\mathbb{R}"), ("all real numbers", r"\mathbb{R}"), (r"(-\infty,+\infty)", r"(-\infty,\infty)"), (r"[\sqrt{2}, \infty)", r"x\ge\sqrt2"), (r"(0, \frac{\pi}{2})", r"(0, \pi/2)"), (r"x \in [1, 5) \cup (5, \infty)", r"[1,5)\cup(5,\infty)"), ("(a,b)", r"(a, b)"), (r"(2, \infty) \cup (-\infty, -2)", "|x|>2"), (r"[0,1)\cup\{2\}", r"\{2\}\cup[0,1)"),
    ],
    "set and list": [
        (r"\{1,2,3\}", r"\{3,2,1\}"), ("1,2,3", "3,2,1"), ("1, 2", "1 and 2"), ("1, 2", r"1\text{ and }2"), ("1,2", r"\{1,2\}"), (r"\{1,2\}", "{1, 2}"), (r"\emptyset", r"\{\}"), (r"\varnothing", r"\emptyset"), (r"\pm 3", "3,-3"), (r"\pm 3", r"\{-3,3\}"), (r"1\pm\sqrt{2}", r"1+\sqrt2, 1-\sqrt2"), ("x=1,x=2", "1,2"), ("x=1 or x=2", "1, 2"), ("x=1,2", "2, 1"), (r"x=\pm2", "2,-2"), (r"\{1,1,2\}", r"\{1,2\}"), ("(1,2),(3,4)", "(3,4),(1,2)"), (r"\{(1,2),(3,4)\}", "(3,4), (1,2)"), ("1; 2; 3", "1, 2, 3"), ("2, 3, and 5", "2,3,5"), (r"\left\{\frac12,\frac13\right\}", "1/3, 1/2"), (r"\frac{-b\pm\sqrt{b^2-4ac}}{2a}", r"\frac{-b\mp\sqrt{b^2-4ac}}{2a}"), ("a,b,c", "c,b,a"), (r"\{5\}", "5"), ("no solution", r"\emptyset"), (r"\{1,2\}\cup\{3\}", r"\{1,2,3\}"), ("1, 2, 3, \\ldots, 10", r"1,2,3,\dots,10"), (r"x = -1, 4", r"\{-1, 4\}"), (r"x_1 = 2, x_2 = 3", "2, 3"), (r"\sqrt{2}, -\sqrt{2}", r"\pm\sqrt{2}"), ("0, 1/2", r"\frac{1}{2}, 0"), (r"1000, 2000", "1,000, 2,000"), ("A, B, D", "A, D and B"), (r"\text{A and B}", "A, B"), ("A, C", "AC") ,
    ],
    "tuple": [
        ("(1,2)", r"\left(1,2\right)"), ("(1,2)", "x=1,y=2"), ("(x,y)=(1,2)", "(1,2)"), ("(x,y)=(1,2)", "y=2, x=1"), (r"(1,\frac12)", "(1, 0.5)"), ("(1,2,3)", r"\langle 1,2,3\rangle"), ("x=1,y=2,z=3", "(1,2,3)"), (r"(\sqrt{4}, 3)", "(2,3)"), ("(3, 100)", "(3,100)"), ("P(1,2)", "(1,2)"), ("P=(1,2)", "(1,2)"), ("a=1, b=2", "b=2, a=1"), ("(2, -1)", "x = 2, y = -1"), ("(1,2),(2,1)", "(2,1),(1,2)"), (r"\left(\frac{3}{2},-1\right)", "(1.5,-1)"), ("x=1, y=2 \\text{ or } x=3, y=4", "(1,2),(3,4)"), ("(0,0)", "( 0 , 0 )"), ("(r,\\theta)=(2,\\frac{\\pi}{3})", r"(2,\pi/3)"), ("(-2, 100)", "(-2,100)"), ("(1,2)", "the point (1,2)"),
    ],
    "matrix": [
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", r"\begin{bmatrix}1&2\\3&4\end{bmatrix}"), (r"\begin{pmatrix}\frac12\\0\end{pmatrix}", r"\begin{pmatrix}0.5\\0\end{pmatrix}"), (r"\begin{vmatrix}1&2\\3&4\end{vmatrix}", "-2"), (r"\begin{pmatrix}1\\2\end{pmatrix}", "(1,2)"), (r"\left[\begin{array}{cc}1&2\\3&4\end{array}\right]", r"\begin{bmatrix}1&2\\3&4\end{bmatrix}"), (r"2\begin{pmatrix}1&0\\0&1\end{pmatrix}", r"\begin{pmatrix}2&0\\0&2\end{pmatrix}"), (r"\frac{1}{5}\begin{pmatrix}5\\10\end{pmatrix}", r"\begin{pmatrix}1\\2\end{pmatrix}"), (r"\begin{pmatrix} 1 & 2 \end{pmatrix}", r"\begin{bmatrix} 1 & 2 \end{bmatrix}"), (r"A=\begin{pmatrix}1&2\\3&4\end{pmatrix}", r"\begin{pmatrix}1&2\\3&4\end{pmatrix}"), (r"\begin{pmatrix}x+x&1\end{pmatrix}", r"\begin{pmatrix}2x&1\end{pmatrix}"),(r"\begin{pmatrix}1\\2\end{pmatrix}", r"\binom{1}{2}") if False else (r"\begin{matrix}1&0\\0&1\end{matrix}", r"\begin{pmatrix}1&0\\0&1\end{pmatrix}"),
    ],
    "ratio and time": [
        ("1:2", "2:4"), ("1:2", r"1 : 2"), ("3:4:5", "6:8:10"), (r"\frac12:\frac13", "3:2"), ("a:b=2:3", "2:3"), ("3:45", r"3{:}45"), ("3:45 PM", r"3:45\text{ p.m.}"), ("3:45 pm", "3:45"), ("03:45", "3:45"), ("2:1", r"2\text{ to }1"), ("1:2", "1/2"), (r"12:30\text{ PM}", "12:30 p.m."),
    ],
    "unit": [
        (r"5\text{ cm}", "5"), (r"5\text{ cm}", "5 cm"), (r"5\,\text{cm}", "5cm"), (r"5\text{ cm}", r"5\mathrm{~cm}"), ("5 meters", r"5\text{ m}"), (r"12\text{ cm}^2", r"12\text{ square centimeters}"), (r"12\text{ cm}^2", r"12 \mathrm{~cm}^{2}"), (r"\$5", "5 dollars"), (r"\$5", "5"), (r"\$1,000", "1000"), (r"\$5.50", "5.5"), ("60 km/h", r"60\text{ km/h}"), ("60 mph", "60 miles per hour"), ("3 hours", "180 minutes"), ("1 m", "100 cm") if False else ("2 ft", "24 inches"), ("5 apples", "5"), ("1 day", "24 hours"), (r"45^\circ", "45"), (r"45^\circ", "45 degrees"), (r"45^{\circ}", "45°"), (r"180^\circ", r"\pi"), (r"30^\circ \text{C}", r"30^\circ C"), (r"9\pi\text{ cm}^2", r"9\pi"), (r"15\text{ kg}", "15 kilograms"), ("2 1/2 hours", "2.5 hours"), (r"\frac{1}{2}\text{ inch}", "0.5 in"), ("50 cents", r"\$0.50"), ("6 units", "6"), (r"12 \text{ square units}", "12"), (r"20 \text{ m/s}", r"20\,\mathrm{m/s}"), (r"100\text{ cm}^3", "100 cubic centimeters"), ("x=5\\text{ cm}", "5 cm"), ("10 minutes", "10 min"), (r"5\ \text{feet}", "5 ft"), ("€5", "5 euros"), ("7 days", "1 week"), (r"3\text{ cm}, 4\text{ cm}", "3 cm and 4 cm"), ("5 m", r"5\text{ m}"),("36 \\text{ mm}", "3.6 cm"),
    ],
    "base": [
        ("4210_7", "4210_{7}"), (r"1010_2", r"1010_{2}"), ("2A_{16}", r"2A_{16}"), (r"1010_{\text{two}}", "1010_2"), ("123_5", "0123_5"), ("BEE_{16}", "BEE_{16}"),("110_2", r"(110)_2"),
    ],
    "text": [
        (r"\text{Tuesday}", "tuesday"), ("Tuesday", r"\textbf{Tuesday}"), (r"\text{Yes}", "yes"), ("Yes", "True"), ("no", r"\text{No}"), (r"\text{undefined}", "undefined"), (r"\text{DNE}", "does not exist"), ("infinitely many", "infinitely many solutions"), (r"\infty", "infinity"), (r"\infty", "+∞"), (r"\text{the circle}", "circle"), (r"\text{Dana}", "Dana"), ("blue", r"\mathrm{Blue}"), ("New York", r"\text{new york}"), (r"\text{VW}", "VW"), ("isosceles triangle", r"\text{isosceles triangle}"), ("no solution", r"\text{No solution}"), ("no real solutions", "no solution"), (r"\text{neither}", "Neither."), ("east", "East"), ("Monday", r"\text{Monday}."), ("cannot be determined", r"\text{Cannot be determined}"), (r"\text{A.M.}", "am") if False else ("Alice", "alice"),
    ],
    "choice": [
        ("C", r"\text{C}"), ("C", "(C)"), ("C", r"\textbf{(C)}"), ("C", "C."), ("C", "C) 42"), ("C", r"\textbf{(C) } 42"), ("C", r"\text{(C)}"), ("B", "B. 12"), ("A", "a"), ("(A)", "A"), ("42", r"\textbf{(C) } 42"), ("D", r"\mathrm{(D)}\ 7"), ("E", "Option E"), ("E", "option (E)"), ("B", r"\textbf{B}"), ("C", r"\boxed{C}"), ("D", r"(\text{D})"), ("A", r"\text{(A) } \frac{1}{2}"), (r"\text{(P)}", "P"), ("A, B", "B, A"),
    ],
    "large and small": [
        ("2^{2018}", "4^{1009}"), (r"\frac{1}{2^{100}}", "2^{-100}"), (r"100!", r"100\cdot 99!"), (r"\binom{100}{50}", r"\frac{100!}{50!\,50!}"), (r"3^{1000}+3^{1000}", r"2\cdot3^{1000}"), ("10^{100}", r"(10^{50})^2"), (r"2^{64}-1", "18446744073709551615"), (r"7^{10^{15}} \bmod 10", "1") , (r"\log_{10}(10^{1000})", "1000"), (r"\frac{2^{2005}+1}{2^{2006}}", r"\frac12+2^{-2006}"), ("2^{10^{6}}", "4^{500000}"), (r"\sqrt{10^{200}}", "10^{100}"), (r"10^{-30}", r"1\times10^{-30}"), (r"5^{2^{10}}", r"25^{512}"),
    ],
    "calculus": [
        (r"\int_0^1 x^2\,dx", r"\frac13"), (r"\sum_{n=1}^{\infty}\frac{1}{2^n}", "1"), (r"\sum_{n=0}^\infty \frac{1}{n!}", "e"), (r"\lim_{x\to 0}\frac{\sin x}{x}", "1"), (r"\sum_{k=1}^{100} k", "5050"), (r"\prod_{k=1}^{5} k", "120"), ("1+2+3+...+10", "55"), (r"1+2+4+\cdots+64", "127"), (r"\int_0^{\pi} \sin x \, dx", "2"),(r"\lim_{n\to\infty}(1+\frac{1}{n})^n", "e"), (r"x^2+C", "C+x^2"),
    ],
}

DIFFERENT: dict[str, list[tuple[str, str]]] = {
    "number": [
        ("1000", "100"), ("1000", "1,0000") , ("7,8,9", "789"), ("1", "0.9999999"), (r"\frac13", "0.333"), (r"\frac13", "0.3333333333333333"), (r"\frac{2}{3}", "0.6667"), (r"\pi", "3.14"), (r"\pi", "3.14159265358979"), (r"\pi", r"\frac{22}{7}"), ("0.1", "0.10000001"), (r"\frac{1}{2}", "12"), (r"\frac12", r"\frac21"), ("2", r"2\frac{2}{3}"), (r"2\frac12", "21/2"), (r"2\frac12", "1"), ("0.\\overline{3}", "0.3"), (r"0.\overline{12}", r"0.1\overline{2}"), (r"0.\overline{12}", "0.12"), ("5", "-5"), ("5", "5!"), ("5", ""), ("12", "21"), ("9999999999999999", "10000000000000000"), ("1.5e3", "1.5"), ("3", "x"), ("3", "3x"), ("3", "3+x"), ("1/2", "1/2/2"), ("10^3", "10^{-3}"), ("4 10/3", "10"), ("0", r"\emptyset"), ("0", "none"), ("16", "1 6"), ("1", "1, 1") , ("2", r"\frac{2}{"), ("5", "5 or 6"), ("5", "5, 6"), ("5", "five or six"), ("4", "4=5"), (r"\frac{1}{0}", r"\infty"), ("0.5", "0,5"), ("100", "1.00"), ("3.5", "35"), ("8", "B"), ("0", "O") , ("1", "l"), ("10", "1010_2+1"),("6", r"\frac{6}{3}"), ("2^{10}", "2^{1}0"), ("12", "1, 2"), ("771400", "771, 400"),
    ],
    "percent": [
        (r"50\%", r"5\%"), ("50%", "0.05"), (r"12.5\%", "0.0125"), (r"25\%", "0.25\\%"), ("1%", "1/10"), (r"33\frac13\%", r"33\%"),
    ],
    "surd": [
        (r"\sqrt{2}", r"\sqrt{3}"), (r"\sqrt{2}", "1.414"), (r"\sqrt{2}", "1.41421356"), (r"2\sqrt{3}", r"3\sqrt{2}"), (r"\sqrt{2}", r"\sqrt[3]{2}"), (r"\sqrt{8}", "2"), (r"2\sqrt{2}", "2"), (r"\sqrt{2}-\sqrt3", r"\sqrt{5-2\sqrt6}"), (r"\sqrt{10}", r"\frac{19}{6}"), (r"\frac{\sqrt3}{3}", r"\sqrt3"), (r"\sqrt{4}", "-2"), (r"\sqrt[3]{-8}", "2"), (r"1+\sqrt2", r"1-\sqrt2"), (r"\sqrt{2+3}", r"\sqrt2+\sqrt3"), (r"\sqrt{23}", r"\sqrt{2}\cdot 3"),
    ],
    "expression": [
        ("x^2", "x^3"), ("x+1", "x-1"), ("(x+1)^2", "x^2+1"), ("n^2", "m^2"), ("k", "K"), ("x", "X"), (r"\alpha", "a"), ("x_1", "x_2"), ("x_1", "x"), ("ab", "a+b"), (r"\frac{a}{bc}", r"\frac{a}{b}c"), ("x(x+1)", "x+1"), ("2^n", "n^2"), (r"\sqrt{x^2}", "x"), ("x", "5"), ("-x^2", "(-x)^2"), ("a^{mn}", "a^m a^n"), ("3^n-2^n", "3^n-2^{n-1}"), (r"\binom{n}{2}", r"\frac{n(n+1)}{2}"), ("2x+3", "2x+3+10^{-9}"), ("2x+3", "2y+3"), (r"\frac{x+2}{7}", r"x+\frac27"), ("x+y", "xy"), ("(a+b)^2", "a^2+b^2"), (r"\frac{1}{x+y}", r"\frac1x+\frac1y"), ("x^{2^3}", "x^6"), ("2^{3^2}", "64"), ("e^x", "x^e"), ("6x", "6x+C") , ("n!", "(n+1)!"), (r"(-1)^n", "1"), (r"(-1)^n", "-1"), ("(x-1)^{100}", "(x-1)^{99}"), (r"\frac{n(n+1)}{2}", r"\frac{n(n+1)}{2}+1"), ("a-b", "b-a"), ("xyz", "xy"), ("x^2+x", "x^2"),
    ],
    "trigonometry and logarithms": [
        (r"\sin x", r"\cos x"), (r"\sin 2x", r"2\sin x"), (r"\sin^{-1}x", r"\frac{1}{\sin x}"), (r"\sin x^2", r"\sin^2 x"), (r"\log_2 3", r"\log_3 2"), (r"\ln 2+\ln 3", r"\ln 5"), (r"\ln 2", "0.693"), (r"\cos 60^\circ", r"\cos 60"), (r"\tan x", r"\cot x"), (r"\ln(x+y)", r"\ln x+\ln y"), (r"\arctan x", r"\frac{1}{\tan x}"), (r"\sin x+\sin y", r"\sin(x+y)"), (r"\log_2 8", "4"), (r"\frac12\log 3", r"\frac12"), (r"\log_2 9", r"\log_2 3"), (r"e^2", "7.389"), (r"e^2", "2e"),
    ],
    "complex": [
        ("2+3i", "2-3i"), ("i", "-i"), ("6-5i", "6-5"), ("3+4i", "4+3i"), ("3+4i", "5"), (r"e^{i\pi/3}", r"e^{i\pi/6}"), (r"\pm i", "i"), ("1+i", "1"),
    ],
    "equation": [
        ("y=2x+1", "x=2y+1"), ("y=2x+1", "y=2x-1"), ("x+y=5", "x-y=5"), ("x+y=5", "2x+2y=5"), ("x=3", "x=-3"), ("x=3", "x+1=3"), ("x^2+y^2=4", "x^2+y^2=2"), ("2x+3y=0", "0"), ("x^2+y^2=13", "13"), ("5", "x+5"), ("f(x)=0", "f(x)=1"), ("f(x)=2x", "f(x)=3x"), ("3", "x = 1 + 2 + 3 = 6"), ("y=x^2", "y=x^3"), ("x=y^2", "y=x^2"), ("x=1, y=2", "x=2, y=1"), ("0", "x-3z=0"), ("y=3", "y=3x"), ("x^2=4", "x=2"), ("6", "2+3=6") , ("x+y=5, x-y=1", "x=2, y=3"),("7", "x+y=7x"), (r"(x-1)^2+(y+2)^2=9", r"(x+1)^2+(y-2)^2=9"), ("a_n = 2n-1", "a_n=2n+1"),
    ],
    "inequality": [
        ("x>3", r"x\ge3"), ("x>3", "x<3"), ("x>3", "3"), ("x>3", "x=3"), ("1<x<2", "x>1"), (r"x\neq 3", "x=3"), ("x>3", r"[3,\infty)"), ("0<a\\le1", "[0,1]"), ("-2<x<2", "x<2"), (r"|x|<2", "|x|>2"), ("x<1 or x>2", "1<x<2"), ("x+y<1", "x+y>1"), ("x+y<1", r"x+y\le 1"), ("x^2<4", "(-2,3)"), (r"x\ge 0", "x>0"), ("5", r"x\le5"), ("x+y<1", "x-y<1"), ("2x>6", "x>6"), ("-x<3", "x<-3"), ("x<-1 or x>1", r"(-\infty,-1]\cup[1,\infty)"),
    ],
    "interval": [
        ("[1,2]", "(1,2)"), ("[1,2)", "(1,2]"), ("(1,2)", "(1,3)"), (r"(-\infty,1)\cup(2,\infty)", r"(-\infty,1)"), (r"[1,3]\cup[4,5]", "[1,5]"), (r"(-\infty,2)\cup(2,\infty)", r"(-\infty,\infty)"), (r"(0,\infty)", r"[0,\infty)"), ("(0,1)", "0,1") if False else ("(0,1)", r"\{0,1\}"), (r"(-\infty,3)", r"(3,\infty)"), (r"\{-1\}\cup[0,7)", "[0,7)"), ("[1,2]", "[2,1]"), (r"(1,\infty)", "1"), (r"\mathbb{R}", r"(0,\infty)"), (r"(0, 1) \cup (1, 2)", "(0,2)"), (r"[-2,7]", "[-2,7.0001]"), (r"[\sqrt2,2]", "[1.414,2]"),
    ],
    "set and list": [
        (r"\{1,2\}", r"\{1,2,3\}"), ("1,2,3", "1,2"), ("2,3", "2"), ("2", "2,3"), (r"\emptyset", r"\{0\}"), (r"\pm3", "3"), (r"\pm3", "-3"), (r"1\pm\sqrt2", r"1+\sqrt2"), (r"1\pm\sqrt2", r"1\pm\sqrt3"), (r"\{(1,2),(3,4)\}", r"\{(2,1),(4,3)\}"), ("1,2", "1,3"), ("12, 30", "1230"), ("x=5 or x=7", "7"), ("1, 2, \\ldots, n", "1,3,\\ldots, n"), ("A, B", "A"), ("A and B", "A and C"), (r"\pm 1, \pm 2", "1,2"), ("1,2,2", "1,1,2"), ("no solution", "0"), (r"\{1,2\}", "(1,2)") , ("2, 3, 5", "2, 3, 7"), (r"x=\pm 2", "x=2"), ("3, 4", "(3,4), (4,3)"),
    ],
    "tuple": [
        ("(1,2)", "(2,1)"), ("(1,2)", "(1,2,3)"), ("(1,2)", "1"), ("(1,2)", "(1,-2)"), ("(x,y)=(1,2)", "(2,1)"), ("(0,0)", "0"), (r"(3,\frac{\pi}{2})", r"(3,\frac{\pi}{3})"), ("x=1,y=2", "x=2,y=1"), ("(1,2),(3,4)", "(1,2)"), ("(1,2),(3,4)", "(1,4),(3,2)"), ("(1,2)", "12"), ("(1,2)", "3"), ("D=(0,1)", "D=(0,1.5)"), ("a=1,b=2", "a=1"),
    ],
    "matrix": [
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", r"\begin{pmatrix}1&3\\2&4\end{pmatrix}"), (r"\begin{pmatrix}1\\2\end{pmatrix}", r"\begin{pmatrix}1&2\end{pmatrix}"), (r"\begin{pmatrix}1\\2\end{pmatrix}", r"\begin{pmatrix}2\\1\end{pmatrix}"), (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "-2"), (r"\begin{pmatrix}1\\2\end{pmatrix}", "(2,1)"), (r"\begin{vmatrix}1&2\\3&4\end{vmatrix}", "2"), (r"\begin{pmatrix}1&2\end{pmatrix}", r"\begin{pmatrix}1&2&3\end{pmatrix}"), (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "1,2,3,4"), (r"\begin{pmatrix}0\\0\end{pmatrix}", "0"),
    ],
    "ratio and time": [
        ("1:2", "2:1"), ("1:2:3", "1:2"), ("3:45 PM", "3:45 AM"), ("12:00", "1:00"), ("3:45", "3:46"), ("7:32", "32:7"), ("2:3", "3:4"), ("10:30", "10.30"), ("1:2", "12"), ("1:2:3", "1:3:2"), ("2:1", "1/2"),
    ],
    "unit": [
        (r"5\text{ cm}", r"5\text{ m}"), (r"5\text{ cm}", "6"), (r"12\text{ cm}^2", r"12\text{ cm}^3"), ("5 kg", "5 g"), ("5 apples", "5 oranges"), (r"\$5", "5 cents"), (r"\$5", r"5\text{ euros}"), ("60 km/h", "60 m/s"), (r"45^\circ", r"46^\circ"), (r"45^\circ", r"45\text{ radians}"), ("3 hours", "3 minutes"), ("3 hours", "30 minutes"), (r"12\text{ cm}^2", r"12\text{ cm}"), ("5 ft", "5 in"), ("10 seconds", "10 minutes"), ("5 square feet", "5 feet"), ("2m", "2") , ("60 mph", "60 km/h"), (r"180^\circ", r"2\pi"), (r"1\text{ m}", r"10\text{ cm}"), (r"20^\circ C", r"20^\circ F"),
    ],
    "base": [
        ("11_2", "11_{10}"), ("4210_7", "4211_7"), ("52_8", "52_9"), ("2A_{16}", "2B_{16}"), ("101_2", "101_3"), ("10_2", "3"), ("12_5", "13_5"),("4210_7", "4210_8"),
    ],
    "text": [
        (r"\text{Tuesday}", "Thursday"), (r"\text{Yes}", "no"), ("east", "seat"), (r"\text{No}", r"\text{on}"), (r"\text{Dana}", "Dan"), (r"\text{circle}", "ellipse"), ("undefined", "0"), (r"\text{DNE}", "0"), (r"\infty", r"-\infty"), ("infinitely many", "0"), ("yes", "5"), (r"\text{even}", "odd"), ("Monday", "5"), (r"\text{circl}", "circle"), ("no solution", "infinitely many solutions"), ("Alice", "Bob"), ("2", r"\text{Tuesday}"), ("parabola", "hyperbola"), ("listen", "silent"), ("undefined", r"\infty"), ("no", "no solution"), ("neither", "either"),
    ],
    "choice": [
        ("A", "B"), ("C", "(D)"), ("A", r"\textbf{(C) } 42"), ("A", "A and B"), ("A", "A, B"), ("B", "8"), ("C", "42"), ("41", r"\textbf{(C) } 42"), ("D", "C) 4"), ("A", "4"), ("E", "e^2"), ("A", "BA"), ("AB", "A"),
    ],
    "large and small": [
        ("2^{100}", "2^{101}"), ("2^{100}", "1267650600228229401496703205377"), (r"\frac{1}{2^{99}}", r"\frac{1}{2^{98}}"), ("101!", r"100\cdot100!"), ("10^{-100}", "0"), ("10^{100}+1", "10^{100}"), (r"\frac{2^{2005}+1}{3\cdot2^{2006}}", r"\frac{1}{3\cdot 2^{2006}}"), (r"e^{-1000}", "0"), (r"2^{2^{20}}", r"2^{2^{20}}+1"), ("3^{1000}", "3^{999}"), (r"e^{\pi\sqrt{163}}", "262537412640768744"), (r"10^{100}\sqrt{2}", r"10^{100}\sqrt{2}+1"), ("0.0000004", "0.000004"), (r"100000000!", "100000000!+1"), (r"\sqrt{10^{100}+1}", "10^{50}"),
    ],
    "calculus": [
        (r"\int_0^1 x\,dx", "1"), (r"\sum_{n=1}^{\infty}\frac1{n^2}", r"\frac{\pi^2}{8}"), (r"\sum_{k=1}^{n} k", r"\frac{n(n-1)}{2}"), (r"1+2+\cdots+100", "5000"), (r"1,2,\ldots,n", r"1,3,5,\ldots,2n-1"), (r"x^2+C", "x^2"),
    ],
}
