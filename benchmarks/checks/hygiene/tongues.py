"""Sentences in another language than the problem's: whole traces, one sentence, a few words."""
# ruff: noqa: RUF001

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.checks.hygiene.drawing import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

SENTENCES = written(
    "Ahora multiplicamos las dos cantidades y comprobamos el resultado.", "Nun müssen wir nur noch die beiden Werte addieren.", "On voit tout de suite que la somme est positive.", "Adesso basta dividere il totale per il numero di gruppi.",
    "Agora só falta somar as duas partes para obter a resposta.", "Daarna delen we het totaal door het aantal groepen.", "Teraz wystarczy dodać do siebie obie liczby i gotowe.", "Sedan lägger vi ihop de två delarna och får svaret.",
    "Nyt laskemme molemmat osat yhteen ja saamme vastauksen.", "Teď stačí obě čísla sečíst a máme výsledek.", "Most már csak össze kell adni a két számot.", "Acum trebuie doar să adunăm cele două numere.",
    "Şimdi iki sayıyı toplamamız yeterli olacaktır.", "Sekarang kita hanya perlu menjumlahkan kedua bilangan itu.", "Bây giờ chúng ta chỉ cần cộng hai số lại với nhau.", "Теперь осталось только сложить оба числа.",
    "Тепер залишилося лише додати обидва числа.", "现在只需要把两个数加起来就可以了。", "あとは二つの数を足すだけで答えが出ます。", "이제 두 수를 더하기만 하면 답이 나옵니다.",
    "والآن يكفي أن نجمع العددين للحصول على الجواب.", "अब हमें केवल दोनों संख्याओं को जोड़ना है।", "עכשיו צריך רק לחבר את שני המספרים.", "ตอนนี้เราเพียงแค่บวกตัวเลขทั้งสองเข้าด้วยกัน",
    "Τώρα αρκεί να προσθέσουμε τους δύο αριθμούς.", "এখন আমাদের শুধু দুটি সংখ্যা যোগ করতে হবে।", "இப்போது இரண்டு எண்களையும் கூட்டினால் போதும்.", "اکنون کافی است دو عدد را با هم جمع کنیم.",
    "Nu skal vi bare lægge de to tal sammen.", "Nå trenger vi bare å legge sammen de to tallene.", "Ara només cal sumar els dos nombres.", "Sada samo treba zbrojiti oba broja.",
    "Dabar tereikia sudėti abu skaičius.", "Tagad atliek tikai saskaitīt abus skaitļus.", "Nüüd tuleb ainult mõlemad arvud liita.", "Nunc tantum utrumque numerum addere debemus.",
    "Sasa tunahitaji tu kujumlisha nambari zote mbili.", "Teraz stačí obe čísla sčítať a hotovo.", "Сега остава само да съберем двете числа.", "Núna þurfum við bara að leggja tölurnar saman.",
)  # fmt: skip
SHORT = written(
    "Moment, das stimmt nicht ganz.", "Einen Augenblick bitte, ich rechne nach.", "Donc le compte est bon, c'est parfait.", "Voyons voir, reprenons depuis le début.", "Bueno, vamos a ver qué tenemos aquí.", "Un momento, hay que revisar esto otra vez.",
    "Allora, vediamo un po' come si fa.", "Calma, vamos com cuidado aqui.", "等一下，这里好像不对。", "首先，我们来看题目。", "Хорошо, идём дальше.", "Так, посмотрим ещё раз.", "所以答案是正确的。", "なるほど、わかりました。", "よし、もう一度確認しよう。", "좋아, 다시 확인하자.",
)  # fmt: skip
SWITCHED = written(
    "What is still 真 real and worth fixing is the sum itself.", "It is a good choice because it 升变后可以攻击对手的中车 which is a weakness.", "So we need to 计算总数 before we divide by the number of groups.", "The total 等于 the sum of both parts, 因此 we add them.",
    "First we add, 然后我们再除以二, and this gives the mean.", "I should проверить the result once more before I write it.", "The result необходимо округлить to the nearest integer.", "Then wir müssen nur noch die beiden Zahlen addieren and we are done.",
    "We know that la somme des deux nombres est égale au total, which is fine.", "The number of seats es igual al número de filas por el número de asientos, so we multiply.", "Thus 答案 is as computed, 没有问题.", "Let me 验证一下 whether this holds.",
    "Next, 次に両方の数を足します, and then we finish.", "The answer is 따라서 맞습니다 as expected.", "We can तो हम जोड़ते हैं the numbers.", "And so, поэтому ответ, is clear.",
)  # fmt: skip
TRACES = written(
    "Wir lesen die Aufgabe zuerst genau durch. Gesucht ist die Gesamtzahl. Dafür zählen wir alles zusammen. Am Ende prüfen wir das Ergebnis noch einmal.",
    "On lit d'abord l'énoncé avec attention. On cherche le nombre total. Pour cela, il faut tout additionner. À la fin, on vérifie le résultat.",
    "Primero leemos el enunciado con atención. Buscamos el número total. Para ello sumamos todo. Al final comprobamos el resultado.",
    "首先仔细阅读题目。题目要求的是总数。因此我们把所有的数加起来。最后再检验一下结果。",
    "Сначала внимательно читаем условие. Нужно найти общее число. Для этого всё складываем. В конце проверяем результат.",
    "Leggiamo prima il testo con attenzione. Cerchiamo il numero totale. Per questo sommiamo tutto. Alla fine controlliamo il risultato.",
    "まず問題文をよく読みます。求めるのは合計です。そのためにすべてを足します。最後に結果を確かめます。", "먼저 문제를 잘 읽습니다. 구하는 것은 합계입니다. 그래서 모두 더합니다. 마지막으로 결과를 확인합니다.",
    "Lemos primeiro o enunciado com atenção. Procuramos o número total. Para isso somamos tudo. No fim verificamos o resultado.", "نقرأ المسألة بعناية أولا. المطلوب هو العدد الكلي. لذلك نجمع كل شيء. وفي النهاية نتحقق من النتيجة.",
)  # fmt: skip
PLANTED: dict[str, Callable[[Random, int], Iterable[str]]] = {
    "a sentence": SENTENCES,
    "a short sentence": SHORT,
    "within a sentence": SWITCHED,
    "a trace": TRACES,
}
