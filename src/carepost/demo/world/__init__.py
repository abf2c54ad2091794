"""The made-up outside world of the demo: a stand-in for NHSmail, a hospital and a care home. One process.

Nothing here is part of Carepost proper. It talks to Carepost only by SMTP, LMTP and its own small pages.
"""
