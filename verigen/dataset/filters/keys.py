"""The forms of credentials that services issue, with the examples that their documentation shows.

The forms follow the public rules of gitleaks (MIT), detect-secrets (Apache-2.0) and the services' own pages.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from verigen.dataset.filters.screen import WatchedPattern, watch


class KeyForm(NamedTuple):
    """The form of one kind of key.

    `hint`: a string that every such key contains, for a quick look. `bits`: the least entropy per character.
    """

    label: str
    hint: str
    watched: WatchedPattern
    bits: float = 3.0


def _form(label: str, hint: str, pattern: str, bits: float = 3.0) -> KeyForm:
    return KeyForm(label, hint, watch(re.compile(pattern)), bits)


EDGE, STOP = r"(?<![A-Za-z0-9_-])", r"(?![A-Za-z0-9_-])"
B64 = r"[A-Za-z0-9+/=_-]"
FORMS = (
    *(
        _form("aws_key", prefix, rf"{EDGE}({prefix}[A-Z0-9]{{16}}){STOP}")
        for prefix in ("AKIA", "ASIA", "ABIA", "ACCA", "AROA", "AIDA")
    ),
    *(
        _form("github_token", f"gh{kind}_", rf"{EDGE}(gh{kind}_[A-Za-z0-9]{{36,255}}){STOP}")
        for kind in "pousr"
    ),
    _form("github_token", "github_pat_", rf"{EDGE}(github_pat_[A-Za-z0-9_]{{40,255}}){STOP}"),
    _form("gitlab_token", "glpat-", rf"{EDGE}(glpat-[A-Za-z0-9_-]{{20,}})"),
    _form("gitlab_token", "gldt-", rf"{EDGE}(gl(?:dt|rt|cbt|ptt|ft|soat)-[A-Za-z0-9_-]{{20,}})"),
    *(
        _form("slack_token", f"xox{kind}-", rf"{EDGE}(xox{kind}-[A-Za-z0-9-]{{10,}})")
        for kind in "abeoprs"
    ),
    _form("slack_token", "xapp-", rf"{EDGE}(xapp-\d-[A-Za-z0-9-]{{10,}})"),
    _form("slack_hook", "hooks.slack.com", r"(hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9+/]{40,})"),
    _form("discord_hook", "/api/webhooks/", r"(discord(?:app)?\.com/api/webhooks/\d{17,}/[\w-]{60,})"),
    _form("discord_token", ".", rf"{EDGE}([MNO][A-Za-z\d_-]{{23,27}}\.[\w-]{{6}}\.[\w-]{{27,40}}){STOP}", 3.5),
    *(
        _form("stripe_key", f"{kind}_{mode}_", rf"{EDGE}({kind}_{mode}_[A-Za-z0-9]{{16,}}){STOP}")
        for kind in ("sk", "rk", "whsec")
        for mode in ("live", "test", "prod")
    ),
    _form("stripe_key", "whsec_", rf"{EDGE}(whsec_[A-Za-z0-9]{{24,}}){STOP}"),
    _form("openai_key", "sk-", rf"{EDGE}(sk-(?:(?:proj|svcacct|admin|None|or-v1|ant-[a-z0-9]+|lf)-)?[A-Za-z0-9_-]{{20,}})", 3.3),
    _form("google_key", "AIza", rf"{EDGE}(AIza[A-Za-z0-9_-]{{35}}){STOP}"),
    _form("google_secret", "GOCSPX-", rf"{EDGE}(GOCSPX-[A-Za-z0-9_-]{{20,}})"),
    _form("google_token", "ya29.", rf"{EDGE}(ya29\.[A-Za-z0-9_-]{{20,}})"),
    _form("google_refresh", "1//0", rf"{EDGE}(1//0[A-Za-z0-9_-]{{30,}})"),
    _form("npm_token", "npm_", rf"{EDGE}(npm_[A-Za-z0-9]{{36}}){STOP}"),
    _form("pypi_token", "pypi-", rf"{EDGE}(pypi-[A-Za-z0-9_-]{{32,}})"),
    _form("huggingface_token", "hf_", rf"{EDGE}(hf_[A-Za-z0-9]{{30,}}){STOP}"),
    _form("huggingface_token", "api_org_", rf"{EDGE}(api_org_[A-Za-z0-9]{{30,}}){STOP}"),
    _form("sendgrid_key", "SG.", rf"{EDGE}(SG\.[A-Za-z0-9_-]{{16,}}\.[A-Za-z0-9_-]{{16,}})"),
    _form("twilio_key", "SK", rf"{EDGE}(SK[0-9a-f]{{32}}){STOP}"),
    _form("twilio_key", "AC", rf"{EDGE}(AC[0-9a-f]{{32}}){STOP}"),
    _form("mailgun_key", "key-", rf"{EDGE}(key-[0-9a-f]{{32}}){STOP}"),
    _form("mailchimp_key", "-us", rf"{EDGE}([0-9a-f]{{32}}-us\d{{1,2}}){STOP}"),
    _form("telegram_token", ":AA", rf"{EDGE}(\d{{8,10}}:AA[A-Za-z0-9_-]{{30,}})"),
    _form("telegram_token", "bot", r"api\.telegram\.org/bot(\d{8,10}:[A-Za-z0-9_-]{30,})"),
    _form("jwt", "eyJ", rf"{EDGE}(eyJ[A-Za-z0-9_-]{{10,}}\.(?:eyJ)?[A-Za-z0-9_-]{{10,}}\.[A-Za-z0-9_-]{{10,}})"),
    _form("private_key", "PRIVATE KEY", r"(-----BEGIN[A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?s:.{8,}?)(?:-----END[A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\Z))"),
    _form("putty_key", "PuTTY-User-Key-File", r"(PuTTY-User-Key-File-\d(?s:.{40,}))"),
    _form("age_key", "AGE-SECRET-KEY-1", r"(AGE-SECRET-KEY-1[A-Z0-9]{50,})"),
    _form("azure_key", "AccountKey=", r"AccountKey=([A-Za-z0-9+/=]{40,})"),
    _form("azure_key", "SharedAccessKey=", r"SharedAccessKey=([A-Za-z0-9+/=]{40,})"),
    _form("azure_sas", "sig=", r"[?&]sig=([A-Za-z0-9%+/=]{40,})"),
    _form("azure_secret", "Q~", r"(?<![A-Za-z0-9_~.-])([A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34})"),
    _form("1password_key", "A3-", rf"{EDGE}(A3-[A-Z0-9]{{6}}-(?:[A-Z0-9]{{11}}|[A-Z0-9]{{6}}-[A-Z0-9]{{5}})-[A-Z0-9]{{5}}-[A-Z0-9]{{5}}-[A-Z0-9]{{5}}){STOP}"),
    _form("1password_token", "ops_eyJ", r"(ops_eyJ[A-Za-z0-9+/]{100,}={0,3})"),
    _form("adobe_secret", "p8e-", rf"{EDGE}(p8e-[A-Za-z0-9]{{32}}){STOP}"),
    _form("alibaba_key", "LTAI", rf"{EDGE}(LTAI[A-Za-z0-9]{{16,24}}){STOP}"),
    _form("artifactory_key", "AKCp", rf"{EDGE}(AKCp[A-Za-z0-9]{{60,75}}){STOP}"),
    _form("artifactory_token", "cmVmd", rf"{EDGE}(cmVmd[A-Za-z0-9]{{59}}){STOP}"),
    _form("aws_key", "A3T", rf"{EDGE}(A3T[A-Z0-9]{{17}}){STOP}"),
    _form("clickhouse_key", "4b1d", rf"{EDGE}(4b1d[A-Za-z0-9]{{38}}){STOP}"),
    _form("clojars_token", "CLOJARS_", r"(CLOJARS_[A-Za-z0-9]{60})"),
    _form("digitalocean_token", "_v1_", rf"{EDGE}(do[opr]_v1_[0-9a-f]{{40,}})"),
    *(_form("shopify_token", f"shp{kind}_", rf"{EDGE}(shp{kind}_[0-9a-fA-F]{{32}}){STOP}") for kind in ("at", "ca", "pa", "ss")),
    _form("databricks_token", "dapi", rf"{EDGE}(dapi[0-9a-f]{{32}}(?:-\d)?){STOP}"),
    _form("linear_key", "lin_api_", rf"{EDGE}(lin_api_[A-Za-z0-9]{{32,}})"),
    _form("notion_token", "secret_", rf"{EDGE}(secret_[A-Za-z0-9]{{40,}}){STOP}"),
    _form("notion_token", "ntn_", rf"{EDGE}(ntn_[A-Za-z0-9]{{40,}}){STOP}"),
    _form("square_token", "sq0", rf"{EDGE}(sq0[a-z]{{3}}-[A-Za-z0-9_-]{{22,}})"),
    _form("square_token", "EAAA", rf"{EDGE}(EAAA[A-Za-z0-9_-]{{60}})"),
    _form("facebook_token", "EAA", rf"{EDGE}(EAA[A-Za-z0-9]{{90,}}){STOP}"),
    _form("postman_key", "PMAK-", rf"{EDGE}(PMAK-[0-9a-f]{{24}}-[0-9a-f]{{34}})"),
    _form("doppler_token", "dp.", rf"{EDGE}(dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9_.-]{{30,}})"),
    _form("vault_token", "hv", rf"{EDGE}(hv[sbr]\.[A-Za-z0-9_-]{{24,}})"),
    _form("terraform_token", ".atlasv1.", r"([A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,})"),
    _form("atlassian_token", "ATATT3", r"(ATATT3[A-Za-z0-9_=-]{60,})"),
    _form("newrelic_key", "NRAK-", rf"{EDGE}(NRAK-[A-Z0-9]{{27}})"),
    _form("grafana_token", "gls", rf"{EDGE}(gl(?:sa|c)_[A-Za-z0-9+/=_]{{30,}})"),
    _form("grafana_token", "glc_", rf"{EDGE}(glc_[A-Za-z0-9+/=]{{30,}})"),
    _form("mapbox_token", "sk.eyJ", r"((?:sk|tk)\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{15,})"),
    _form("dropbox_token", "sl.", rf"{EDGE}(sl\.[A-Za-z0-9_-]{{100,}})"),
    _form("figma_token", "figd_", rf"{EDGE}(figd_[A-Za-z0-9_-]{{35,}})"),
    _form("airtable_token", "pat", rf"{EDGE}(pat[A-Za-z0-9]{{14}}\.[0-9a-f]{{64}})"),
    _form("sentry_token", "sntrys_", rf"{EDGE}(sntrys_[A-Za-z0-9+/=_]{{40,}})"),
    _form("groq_key", "gsk_", rf"{EDGE}(gsk_[A-Za-z0-9]{{40,}}){STOP}"),
    _form("xai_key", "xai-", rf"{EDGE}(xai-[A-Za-z0-9]{{40,}}){STOP}"),
    _form("replicate_token", "r8_", rf"{EDGE}(r8_[A-Za-z0-9]{{30,}}){STOP}"),
    _form("perplexity_key", "pplx-", rf"{EDGE}(pplx-[A-Za-z0-9]{{40,}}){STOP}"),
    _form("nvidia_key", "nvapi-", rf"{EDGE}(nvapi-[A-Za-z0-9_-]{{50,}})"),
    _form("wandb_key", "wandb_v1_", rf"{EDGE}(wandb_v1_[A-Za-z0-9_]{{40,}})"),
    _form("docker_token", "dckr_", rf"{EDGE}(dckr_(?:pat|oat)_[A-Za-z0-9_-]{{20,}})"),
    _form("heroku_key", "HRKU-", rf"{EDGE}(HRKU-[A-Za-z0-9_-]{{36,}})"),
    _form("supabase_key", "sbp_", rf"{EDGE}(sb[ps]_[A-Za-z0-9_]{{30,}})"),
    _form("planetscale_key", "pscale_", rf"{EDGE}(pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{{30,}})"),
    _form("cloudflare_key", "v1.0-", rf"{EDGE}(v1\.0-[0-9a-f]{{24}}-[0-9a-f]{{140,}})"),
    _form("rubygems_key", "rubygems_", rf"{EDGE}(rubygems_[0-9a-f]{{48}}){STOP}"),
    _form("aws_secret", "aws", r"(?i:aws)[\w -]{0,30}(?:(?i:secret|key))[\w -]{0,20}[\"']?\s*(?:[:=]|is)\s*[\"']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])", 3.5),
    _form("aws_secret", "AWS", r"(?i:aws)[\w -]{0,30}(?:(?i:secret|key))[\w -]{0,20}[\"']?\s*(?:[:=]|is)\s*[\"']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])", 3.5),
    _form("bearer", "earer ", r"[Bb]earer\s+([A-Za-z0-9_~+/=.-]{20,})", 3.2),
    _form("basic_auth", "Basic ", r"Authorization: Basic ([A-Za-z0-9+/=]{16,})", 3.0),
    _form("url_password", "@", r"[a-z][a-z0-9+.-]{2,12}://[^\s/:@\"'<>{}]{0,64}:([^\s/:@\"'<>{}$]{3,64})@[\w.-]+", 1.5),
)  # fmt: skip
BODY = re.compile(r"-----\s*[A-Za-z0-9+/=\s:,.\\-]{40,}")
PLACEHOLDER = re.compile(
    r"EXAMPLE|example|[xX]{5,}|\*{3,}|\.{3,}|0{8,}|<[^>]*>|\{\{?|\$\{|(?<![A-Za-z0-9])(?i:your|my|some|insert|replace|dummy|"
    r"fake|sample|placeholder|change[_-]?me|redacted|todo|test)(?![a-z0-9])|(?i:your[_-]|hunter2|p[a@]ss?w[o0]rd|s3cr3t|"
    r"letmein|qwerty|correct.?horse|foobar|abc123|123456|deadbeef)"
)
_JWT = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
EXAMPLES = frozenset(
    {
        # jwt.io, RFC 7519, AWS, Stripe, GitHub and Twilio show these in their documentation
        f"{_JWT}.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ."
        "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
        f"{_JWT}.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWV9."
        "TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ",
        "AIzaSy" + "D-9tSrke72PouQMnMX-a7eZSW0jkFMBWY",
        "sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc",
        "sk_test_" + "BQokikJOvBiI2HlWgH4olfQ2",
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        "mF_9.B5f-4.1JqM",
        "QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        "dXNlcm5hbWU6cGFzc3dvcmQ=",
        "dXNlcjpwYXNzd29yZA==",
        "D;7!qJ",
    }
)
