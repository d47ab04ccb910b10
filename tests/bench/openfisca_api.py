"""OpenFisca's own Web API over the comparison's thirty benefits, for gunicorn.

Needs the comparison's folder on the import path (script/bench puts it there).
"""

from openfisca_rules import country
from openfisca_web_api.app import create_app

application = create_app(country(1))
