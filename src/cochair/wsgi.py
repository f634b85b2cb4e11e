"""The way in for a web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from cochair.web.orphans import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cochair.settings")
application = get_wsgi_application()
end_with_parent()

# Facts and results are kept from page to page; to look through all of them for garbage every few
# pages would make each of those readers wait for 150 ms with 2,000 documents.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
