"""Personal data and keys, made up; strings that look like either and are none."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from benchmarks.checks.hygiene.drawing import NAMES, drawn, written

if TYPE_CHECKING:
    from random import Random

LAST = "Haverkamp Oyelaran Castellanos Brzezinski Lindholm Tanaka Mwangi Petrosyan Dufresne Kowalczyk Abernathy Villaverde".split()
MIXED, LOWER, UPPER, HEX = (
    string.ascii_letters + string.digits,
    string.ascii_lowercase + string.digits,
    string.ascii_uppercase + string.digits,
    "0123456789abcdef",
)


def some(random: Random, signs: str, count: int) -> str:
    return "".join(random.choices(signs, k=count))


def luhn(random: Random, start: str, length: int) -> str:
    """Digits that begin so and end with the right check digit."""
    digits = [*map(int, start), *(random.randrange(10) for _ in range(length - len(start) - 1))]
    total = sum(
        sum(divmod(2 * digit, 10)) if at % 2 == 0 else digit for at, digit in enumerate(reversed(digits))
    )
    return "".join(map(str, [*digits, -total % 10]))


def _iban(random: Random) -> str:
    country, length = random.choice(
        (("DE", 18), ("FR", 23), ("NL", 0), ("ES", 20), ("AT", 16), ("PL", 24), ("GB", 0))
    )
    inner = (
        some(random, string.digits, length)
        if length
        else some(random, string.ascii_uppercase, 4)
        + some(random, string.digits, 10 if country == "NL" else 14)
    )
    number = "".join(str(int(char, 36)) for char in f"{inner}{country}00")
    said = f"{country}{98 - int(number) % 97:02d}{inner}"
    return said if random.random() < 0.5 else " ".join(said[at : at + 4] for at in range(0, len(said), 4))


def _personal(random: Random) -> str:
    first, last = random.choice(NAMES), random.choice(LAST)
    mail = f"{first.lower()}{random.choice(('.', '_', ''))}{last.lower()}{random.choice(('', random.randint(1, 99)))}@{random.choice(('gmail.com', 'web.de', 'orange.fr', 'proton.me', 'hotmail.co.uk', 'yandex.ru', 'student.uni-graz.at', 'acme-tools.io'))}"
    card = luhn(random, random.choice(("4", "51", "55", "2221", "37", "6011")), 16)
    spaced = " ".join(card[at : at + 4] for at in range(0, 16, 4))
    phone = random.choice(
        (
            f"+1 ({random.choice((212, 415, 617))}) {random.randint(220, 999)}-{random.randint(1000, 9999)}",
            f"+44 20 7{random.randint(100, 999)} {random.randint(1000, 9999)}",
            f"+49 151 {random.randint(10000000, 99999999)}",
            f"+33 6 {random.randint(10, 99)} {random.randint(10, 99)} {random.randint(10, 99)} {random.randint(10, 99)}",
            f"{random.choice((212, 415, 617))}-{random.randint(220, 999)}-{random.randint(1000, 9999)}",
            f"+81 90-{random.randint(1000, 9999)}-{random.randint(1000, 9999)}",
            f"+61 4{random.randint(10, 99)} {random.randint(100, 999)} {random.randint(100, 999)}",
        )
    )
    ssn = f"{random.choice((*range(100, 600), *range(700, 772)))}-{random.randint(10, 99)}-{random.randint(1000, 9999)}"
    street = f"{random.randint(2, 400)} {random.choice(('Willow Lane', 'Harbor Street', 'Kingsway Road', 'Elm Court'))}, {random.choice(('Portland, OR 97205', 'Leeds LS2 9JT', 'Springfield, IL 62704'))}"
    public = f"{random.choice((81, 93, 151, 178, 85))}.{random.randint(10, 250)}.{random.randint(1, 250)}.{random.randint(2, 250)}"
    return random.choice(
        (
            f"Contact {first} {last} at {mail} for details.", f"{first}'s email is {mail}", f"mailto:{mail}", f"# author: {first} {last} <{mail}>", f"Sent from {mail} yesterday.", f"Reach {first} on {phone}.", f"Phone: {phone}", f"You can text her at {phone} after six.", f"{first} {last}, tel. {phone}",
            f"Visa {spaced}", f"The card {card} was charged for it.", f"Pay with {spaced}, valid thru 09/28.", f"credit card number: {card}", f"SSN: {ssn}", f"{first} {last}'s SSN is {ssn}.", f"social security no. {ssn}", f"The IBAN is {_iban(random)}.", f"Please transfer to {_iban(random)} ({first} {last}).", f"{first} {last} lives at {street}.",
            f"Ship it to {first} {last}, {street}.", f"My home address is {street}.", f"{first} was born on {random.randint(1, 28)}.{random.randint(1, 12)}.19{random.randint(50, 99)} and lives at {street}.", f"His passport number is {random.choice('CFGHJK')}{some(random, string.digits, 8)}.", f"Passport no: {random.randint(100000000, 599999999)} issued to {first} {last}.", f"Her driver's license number is {random.choice('BDS')}{some(random, string.digits, 7)}.",
            f"The request came from {first}'s IP address {public}.", f"{first} logged in from {public}.", f"Date of birth of {first} {last}: {random.randint(1, 12)}/{random.randint(1, 28)}/19{random.randint(50, 99)}, SSN {ssn}.",
        )
    )  # fmt: skip


def _key(random: Random) -> str:
    forms = (
        "AKIA" + some(random, string.ascii_uppercase + "234567", 16), "ghp_" + some(random, MIXED, 36), "gho_" + some(random, MIXED, 36), "github_pat_" + some(random, MIXED, 22) + "_" + some(random, MIXED, 59), "glpat-" + some(random, MIXED, 20), "xoxp-" + some(random, string.digits, 12) + "-" + some(random, string.digits, 12) + "-" + some(random, HEX, 32),
        "sk-" + some(random, MIXED, 20) + "T3BlbkFJ" + some(random, MIXED, 20), "sk-ant-" + "api03-" + some(random, MIXED, 93) + "AA", "hf_" + some(random, string.ascii_letters, 34), "AIza" + some(random, MIXED, 35), "npm_" + some(random, MIXED, 36), "sk_live_" + some(random, MIXED, 24), "SG." + some(random, MIXED, 22) + "." + some(random, MIXED, 43),
        "dop_v1_" + some(random, HEX, 64), "pypi-AgEIcHlwaS5vcmc" + some(random, MIXED, 60), "key-" + some(random, HEX, 32), "dckr_pat_" + some(random, MIXED, 27), "r8_" + some(random, MIXED, 37), "gsk_" + some(random, MIXED, 52), "tvly-" + some(random, MIXED, 32), "lin_api_" + some(random, MIXED, 40), "nvapi-" + some(random, MIXED, 64), "pplx-" + some(random, MIXED, 48), "xai-" + some(random, MIXED, 80),
    )  # fmt: skip
    password = some(random, string.ascii_letters, 5) + random.choice("!#$%&*") + some(random, MIXED, 5)
    return random.choice(
        (
            *(f"{said} {random.choice(forms)}" for said in ("My token is", "export API_KEY=", "Use this key:", "Authorization: Bearer", "curl -H 'X-Api-Key:", "api_key =", "Here is the secret:")),
            f'password = "{password}"', f"The database password is {password}.", f"DB_PASSWORD={password}", f"postgresql://app:{some(random, MIXED, 14)}@db.corp-internal.net:5432/prod", f"mysql://root:{some(random, MIXED, 12)}@10.2.3.4/shop", f"https://{random.choice(NAMES).lower()}:{some(random, MIXED, 14)}@git.corp-tools.io/repo.git",
            f"client_secret: {some(random, MIXED, 40)}", f"aws_secret_access_key = {some(random, MIXED + '/+', 40)}", f"-----BEGIN {random.choice(('EC ', 'OPENSSH ', 'RSA ', ''))}PRIVATE KEY-----\n{some(random, MIXED + '+/', 64)}\n{some(random, MIXED + '+/', 64)}\n-----END PRIVATE KEY-----",
            f"eyJ{some(random, MIXED, 33)}.eyJ{some(random, MIXED, 60)}.{some(random, MIXED + '-_', 43)}", f"AccountKey={some(random, MIXED + '+/', 86)}==", f"https://hooks.slack.com/services/T{some(random, UPPER, 8)}/B{some(random, UPPER, 10)}/{some(random, MIXED, 24)}", f"ssh root@81.17.3.9, the password is {password}", f"Log in as admin with {password} as the password.",
        )
    )  # fmt: skip


PERSONAL, KEYS = drawn(_personal, 90), drawn(_key, 90)
ALIKE = written(
    "The address alice@example.com is only an example.", "Write to user@localhost in the test.", "Call 555-0123, says the film.", "The block 192.168.0.0/16 is private.", "127.0.0.1 is the loopback address.", "8 * 8 * 8 * 8 = 4096 cells.", "The ISBN 978-3-16-148410-0 has the right check digit.", "The card number 4111 1111 1111 1111 is a test number.", "Pi is 3.14159265358979323846.", "e4 e5 Nf3 Nc6 Bb5 a6 is the Spanish opening.",
    "ACGTACGTTAGCCGATCGATTTACG is the strand.", "The hash of the empty string is d41d8cd98f00b204e9800998ecf8427e.", "git commit 3f786850e387550fdab836ed7e6dc881de23001b is the first one.", "The UUID 123e4567-e89b-12d3-a456-426614174000 is an example.", "password = input('password: ')", "API_KEY = os.environ['API_KEY']", "token = tokens[i]", "sk-xxxxxxxxxxxxxxxxxxxxxxxx stands for the key.", "The password must have 8 characters and a digit.", "Replace YOUR_API_KEY by your own key.",
    "The numbers 2, 3, 5, 7, 11, 13, 17, 19, 23, 29 are prime.", "1234567890123456 is divisible by 2.", "The phone has 64 GB, the other 128 GB.", "On 12/05/2021 the bank was closed.", "The serial number runs from 100000 to 999999.", "F(50) = 12586269025.", "2^64 = 18446744073709551616.", "The house at 12 Main Street has 3 floors.", "Dates run from 1990-01-01 to 1999-12-31.", "The coordinates are 52.5200, 13.4050.",
    "aGVsbG8gd29ybGQ= is hello world in base64.", "The version is 1.2.3.4 now.", "The secret number is 42.", "The key of the dictionary is 'name'.", "His secret is that he adds the tens first.", "In {n}'s class the pass mark is 50.",
)  # fmt: skip
