# The portal's image: web server, worker, beat and set-up all run from it, none of them as root.
FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /tmp/requirements.txt
RUN python -m venv /portal/.venv \
    && /portal/.venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/portal/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_ENV=production VAR_DIR=/portal/var
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /portal --shell /usr/sbin/nologin portal
WORKDIR /portal
COPY --from=packages /portal/.venv .venv
COPY manage.py requirements.txt ./
COPY config config
COPY catalog catalog
COPY eligibility eligibility
COPY templates templates
COPY static static
COPY script/setup/healthy.py script/setup/healthy.py
# collectstatic needs the settings to load, not to be the real ones.
RUN install --directory --owner=portal --mode=0700 var ledger \
    && DJANGO_ENV=local VAR_DIR=/tmp/var python manage.py collectstatic --no-input --verbosity 0 \
    && mv /tmp/var/static static-collected && rm -r /tmp/var
ENV STATIC_ROOT=/portal/static-collected
USER portal
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "script/setup/healthy.py", "http://127.0.0.1:8000"]
CMD ["gunicorn", "--config", "config/gunicorn.py"]
